"""The labelled set stands in the warehouse as the register and intake would have put it there; the floors."""

import pytest
from cakupan.warehouse.connection import Connection
from identity_builders import resolve
from labelled import SAMPLE_SEED, page, reading, rosters, scoring, storing, truth


def test_rows_are_judged_by_intake_and_persons_are_found_by_their_own_keys(connection: Connection):
    labelled = rosters.labelled(SAMPLE_SEED, members=6_000, mixed=400, keyless=200)

    places = storing.put(connection, labelled, with_mothers=False)
    resolve()

    verdicts = dict(
        connection.execute(
            "select roster_kind || ' ' || verdict, count(*) from intake.roster_row"
            " inner join intake.submission using (submission_no) group by 1"
        ).fetchall()
    )
    assert sum(verdicts.values()) == 600
    assert verdicts.get("koperasi accepted", 0) == 0  # nobody is accepted there without a number
    assert verdicts["pemda_rentan accepted"] > 250
    stored = dict(
        connection.execute("select (submission_no, row_number)::text, nama from intake.roster_row").fetchall()
    )
    written = [
        stored[f"({s},{r})"] for s, r in places[["submission_no", "row_number"]].itertuples(index=False)
    ]
    assert written == labelled.rows["nama"].tolist()
    truth = reading.truth_in_numbers(connection, labelled)
    assert [bool(each) for each in truth["persons"]] == (labelled.rows["person"] >= 0).tolist()
    score = scoring.score(scoring.judged(truth, reading.decisions(connection, places)))
    assert score.rows == 600
    assert score.wanted == int((labelled.rows["person"] >= 0).sum())


def test_rows_with_the_mothers_name_are_judged_as_those_without(connection: Connection):
    labelled = rosters.labelled(SAMPLE_SEED, members=6_000, mixed=300, keyless=100)

    storing.put_rosters(connection, labelled.rows, with_mothers=True)

    assert connection.execute("select count(*), count(nama) from intake.roster_row").fetchone() == (400, 400)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="rows are matched by their very keys alone so far"
)
def test_matching_keeps_what_is_asked_of_it_on_a_fixed_sample(connection: Connection):
    labelled = rosters.labelled(SAMPLE_SEED, members=80_000, mixed=4_000, keyless=2_000)
    places = storing.put(connection, labelled, with_mothers=False)

    resolve()

    own = reading.truth_in_numbers(connection, labelled)
    rows = scoring.judged(own, reading.decisions(connection, places))
    assert page.floors_missed(rows, with_mothers=False) == []
    by_nik = scoring.judged(truth.of_set(labelled), truth.nik_only(labelled))
    assert scoring.score(rows).f1 > scoring.score(by_nik).f1

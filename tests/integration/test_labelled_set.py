"""The labelled set stands in the warehouse as the register and intake would have put it there; the floors."""

import pandas as pd
import pytest
from cakupan.warehouse.connection import Connection
from identity_builders import resolve
from labelled import SAMPLE_SEED, page, reading, rosters, scoring, storing, truth

MISSED = ("keyless: recall", "namesakes of the same date")  # without the mother's name
JUDGED: dict[bool, tuple[pd.DataFrame, pd.DataFrame]] = {}


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


@pytest.fixture
def sample(connection: Connection, request: pytest.FixtureRequest) -> pd.DataFrame:
    """The judged rows of the fixed sample, resolved once for all who ask."""
    with_mothers = bool(request.param)
    if with_mothers not in JUDGED:
        labelled = rosters.labelled(SAMPLE_SEED, members=80_000, mixed=4_000, keyless=2_000)
        places = storing.put(connection, labelled, with_mothers=with_mothers)
        resolve()
        own = reading.truth_in_numbers(connection, labelled)
        rows = scoring.judged(own, reading.decisions(connection, places))
        by_nik = scoring.judged(truth.of_set(labelled), truth.nik_only(labelled))
        JUDGED[with_mothers] = rows, by_nik
    return JUDGED[with_mothers][0]


@pytest.mark.parametrize("sample", [False, True], indirect=True, ids=["without mothers", "with mothers"])
def test_matching_keeps_what_is_asked_of_it_on_a_fixed_sample(
    sample: pd.DataFrame, request: pytest.FixtureRequest
):
    with_mothers = request.node.callspec.params["sample"]

    missed = page.floors_missed(sample, with_mothers=with_mothers)

    assert [each for each in missed if with_mothers or not each.startswith(MISSED)] == []
    assert scoring.score(sample).f1 > scoring.score(JUDGED[with_mothers][1]).f1


@pytest.mark.parametrize("sample", [False], indirect=True, ids=["without mothers"])
def test_what_is_not_reached_on_the_sample_becomes_no_worse(sample: pd.DataFrame):
    keyless = scoring.score(sample[sample["roster"] == "keyless"])
    wrong, namesakes = scoring.wrong_namesakes(sample)

    assert keyless.recall >= 0.75  # 0.76 when last looked at
    assert wrong / namesakes <= 0.05  # 3 of 70


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="keyless recall 0.76 of 0.85, 3 of 70 namesakes matched wrongly: without the mother's name nothing"
    " tells a member from who shares his name and birth date and lives in his kabupaten",
)
@pytest.mark.parametrize("sample", [False], indirect=True, ids=["without mothers"])
def test_matching_keeps_all_that_is_asked_of_it_without_the_mothers_name(sample: pd.DataFrame):
    assert page.floors_missed(sample, with_mothers=False) == []

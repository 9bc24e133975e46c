"""The labelled set stands in the warehouse as the register and intake would have put it there."""

from cakupan.warehouse.connection import Connection
from identity_builders import resolve
from labelled import SAMPLE_SEED, reading, rosters, scoring, storing


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

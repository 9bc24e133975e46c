"""Gate 1 judges a batch in one run, holds what is critical, never stops the rest."""

import json
from typing import Any

import psycopg
import pytest
from cakupan import settings
from cakupan.intake.rows import holding
from cakupan.intake.storing import gate
from cakupan.quality import gates, judge


def add_submission(
    connection: psycopg.Connection[Any],
    number: int,
    *,
    received: int = 4,
    accepted: int = 4,
    landed: int | None = None,
    on_sheets: int | None = None,
    outcome: str = "accepted",
) -> str:
    """Insert a judged submission with one sheet and its rows."""
    connection.execute(
        "insert into intake.submission (load_no, delivery_no, partner_no, partner_id, roster_kind, period,"
        " sha256, file_name, received_at, kind_basis, period_basis, is_full, carry_forward, valid_from)"
        " values (1, %s, 1, 'pemda-33.28', 'pemda_rentan', '2024-10', 'x', 'daftar.xlsx', now(), 'folder',"
        " 'folder', true, true, '2024-10-01')",
        [number],
    )
    add_judgement(
        connection,
        number,
        judgement=1,
        received=received,
        accepted=accepted,
        landed=landed,
        on_sheets=on_sheets,
        outcome=outcome,
    )
    return f"S{number:06}"


def add_judgement(
    connection: psycopg.Connection[Any],
    number: int,
    *,
    judgement: int = 2,
    received: int = 4,
    accepted: int = 4,
    landed: int | None = None,
    on_sheets: int | None = None,
    outcome: str = "accepted",
) -> None:
    """Insert a judgement with one sheet and its rows."""
    code = "TANPA_DATA" if outcome == "refused" else None
    connection.execute(
        "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version, rules_version,"
        " outcome, refusal_code, refusal_details, received, accepted, quarantined)"
        " values (%s, %s, 1, '1', '1', %s, %s, %s, %s, %s, %s)",
        [number, judgement, outcome, code, "{}" if code else None, received, accepted, received - accepted],
    )
    sheet = received if on_sheets is None else on_sheets
    connection.execute(
        "insert into intake.sheet (submission_no, judgement_no, sheet_no, sheet_name, is_visible,"
        " is_ignored, used_rows, title_rows, header_rows, numbering_rows, section_rows, total_rows,"
        " note_rows, received, accepted, quarantined, duplicates)"
        " values (%s, %s, 1, 'Daftar', true, false, %s, 0, 0, 0, 0, 0, 0, %s, %s, 0, 0)",
        [number, judgement, sheet, sheet, sheet],
    )
    for row in range(received if landed is None else landed):
        connection.execute(
            "insert into intake.roster_row (period, submission_no, judgement_no, sheet_no,"
            " row_number, verdict)"
            " values ('2024-10', %s, %s, 1, %s, 'accepted')",
            [number, judgement, row + 2],
        )


@pytest.fixture
def batch(warehouse: str) -> psycopg.Connection[Any]:
    with psycopg.connect(warehouse, autocommit=True) as connection:
        connection.execute(
            "create table intake.roster_row_2024_10 partition of intake.roster_row for values in ('2024-10')"
        )
        yield connection


def outcomes(connection: psycopg.Connection[Any]) -> dict[int, tuple[str, str | None]]:
    rows = connection.execute(
        "select submission_no, outcome, held_code from intake.latest_judgement"
    ).fetchall()
    return {number: (outcome, reason) for number, outcome, reason in rows}


def test_a_sound_batch_passes_untouched(batch):
    ids = [add_submission(batch, number) for number in (1, 2)]

    verdict = gate.decide([ids])

    assert (verdict.is_open, verdict.critical, verdict.warnings) == (True, (), ())
    assert outcomes(batch) == {1: ("accepted", None), 2: ("accepted", None)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"landed": 3}, "BARIS_TIDAK_TERSIMPAN"),
        ({"landed": 5}, "BARIS_TIDAK_TERSIMPAN"),
        ({"on_sheets": 3}, "BARIS_LEMBAR_BERBEDA"),
        ({"on_sheets": 5}, "BARIS_LEMBAR_BERBEDA"),
    ],
)
def test_a_submission_whose_rows_do_not_add_up_is_held_and_the_others_go_on(batch, wrong, code):
    ids = [add_submission(batch, 1), add_submission(batch, 2, **wrong), add_submission(batch, 3)]

    verdict = gate.decide(ids)

    found = outcomes(batch)
    assert [found[number][0] for number in (1, 2, 3)] == ["accepted", "held", "accepted"]
    assert found[2][1] == code in holding.HOLDS
    assert "S000002" in verdict.critical[0]


def test_of_a_submission_judged_again_the_newest_judgement_is_looked_at(batch):
    ids = [add_submission(batch, 1, landed=3), add_submission(batch, 2)]
    add_judgement(batch, 1, landed=4)
    add_judgement(batch, 2, landed=3)

    gate.decide(ids)

    assert outcomes(batch) == {1: ("accepted", None), 2: ("held", "BARIS_TIDAK_TERSIMPAN")}


@pytest.mark.parametrize(("accepted", "warnings"), [(2, 0), (1, 1), (0, 1)])
def test_under_half_of_the_rows_usable_is_a_warning_and_holds_nobody(batch, accepted, warnings):
    ids = [add_submission(batch, 1, accepted=accepted)]

    verdict = gate.decide(ids)

    assert len(verdict.warnings) == warnings
    assert outcomes(batch)[1][0] == "accepted"


def test_a_refused_submission_is_no_matter_of_the_gate(batch):
    ids = [add_submission(batch, 1, received=0, accepted=0, landed=1, outcome="refused")]

    verdict = gate.decide(ids)

    assert verdict.is_open
    assert outcomes(batch)[1] == ("refused", None)


def test_when_the_gate_cannot_be_computed_the_whole_batch_is_held(batch, monkeypatch):
    ids = [add_submission(batch, number) for number in (1, 2)]
    monkeypatch.setattr(gates, "frame", lambda *arguments: _without_rows_column())

    gate.decide(ids)

    assert set(outcomes(batch).values()) == {("held", holding.GATE)}


def _without_rows_column() -> Any:
    import pandas as pd

    return pd.DataFrame(
        {"submission_id": ["S000001"], "received": [4], "sheet_received": [4], "accepted_rate": [1.0]}
    )


def test_a_batch_is_judged_in_one_run_and_its_results_are_kept(batch, monkeypatch):
    runs = []
    monkeypatch.setattr(
        judge, "_validate", lambda subject, original=judge._validate: runs.append(1) or original(subject)
    )
    ids = [add_submission(batch, number) for number in range(1, 31)]

    gate.decide([ids[:15], ids[15:]])

    stored = settings.load().folder("results") / "ingest" / "S000001-S000030" / "gate_submissions.json"
    assert len(runs) == 1
    assert {one["rows"] for one in json.loads(stored.read_text())["expectations"]} == {30}


def test_no_submission_is_nothing_to_judge(warehouse):
    assert gate.decide([]).is_open

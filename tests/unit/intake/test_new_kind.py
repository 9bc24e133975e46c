"""A roster kind is one contract: whatever asks for kinds takes a made-up one, and nothing else is told."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import contract_builders
import pytest
from builders import Rows, nik
from cakupan.contracts import roster, seed
from cakupan.errors import FileRefused
from cakupan.intake.inbox import taking
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.stated import StatedMonths
from cakupan.intake.judging.rules import page
from cakupan.intake.rows.directory import Obligation, Partner
from cakupan.intake.storing import warm
from cakupan.warehouse.archive import State
from case_tables import each_case
from contract_builders import given_new_kind
from judging import judge_sheet

ROWS: Rows = [
    ["No", "No Lambung", "Nama Pengemudi", "NIK", "Setoran"],
    [1, "B-17", "SUPARNO", nik(date(1987, 8, 12), 1), "50.000"],
    [2, "B-18", "SITI", nik(date(1990, 1, 2), 2, is_woman=True), "50.000"],
]
OWN = {
    "aliases": {"nama": ["nama pengemudi"]},
    "ignores": ["no lambung", "setoran"],
    "funding": "MANDIRI",
    "unless_owed": {"frequency": "quarterly", "list_mode": "addition", "carry_forward": True},
}
FILE = InboxFile(
    path=Path("a.xlsx"), relative_path="ojek-33.28/a.xlsx", file_name="a.xlsx", partner_id="ojek-33.28",
    folders=(), received_at=datetime(2024, 11, 4, tzinfo=UTC), sha256="",
    state=State(modified_ns=0, size_bytes=1, inode=1),
)  # fmt: skip
RETIRED = Obligation(
    roster_kind="becak", frequency="monthly", is_full=True, carry_forward=False, funding_code=None,
    agreement_id=None, valid_from=date(2024, 1, 1), valid_to=None,
)  # fmt: skip


@pytest.fixture(autouse=True)
def ojek(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let drivers of motorcycle taxis be an eleventh kind for as long as a test runs."""
    given_new_kind(monkeypatch, tmp_path, "ojek", **OWN)
    yield
    contract_builders.forget()


def test_its_list_is_judged_and_what_nobody_needs_is_left_without_a_word():
    judged = judge_sheet(ROWS, kind="ojek")

    assert (judged.refusal, judged.verdicts, judged.codes) == (None, ["accepted", "accepted"], [])
    bases = {each.header: each.basis for each in judged.judgement.reading.sheets[0].columns}
    assert bases["Nama Pengemudi"] == "exact"
    assert (bases["No Lambung"], bases["Setoran"]) == ("ignored", "ignored")


def test_a_list_nobody_owes_is_taken_as_the_contract_says():
    partner = Partner(partner_id="ojek-33.28", area_code="33.28")

    taken = taking.take(replace(FILE, folders=("ojek",)), {"ojek-33.28": partner}, StatedMonths(), None)

    assert (taken.roster_kind, taken.period.period, taken.period.basis) == ("ojek", "2024-09", "due")
    assert not taken.obligation.is_full
    assert (taken.obligation.carry_forward, taken.obligation.funding_code) == (True, "MANDIRI")


def test_what_is_owed_goes_before_the_contract_and_who_pays_is_filled_in_only_where_it_is_open():
    owed = Obligation(
        roster_kind="ojek", frequency="monthly", is_full=True, carry_forward=False, funding_code=None,
        agreement_id="PKS-1", valid_from=date(2024, 1, 1), valid_to=None,
    )  # fmt: skip
    open_one, stated = (
        Partner(partner_id="a", area_code=None, obligations=(each,)).obligation(
            "ojek", date(2024, 10, 1), date(2024, 10, 31)
        )
        for each in (owed, replace(owed, funding_code="APBD_KAB"))
    )

    assert (open_one.is_full, open_one.agreement_id, open_one.funding_code) == (True, "PKS-1", "MANDIRI")
    assert stated.funding_code == "APBD_KAB"


@each_case(
    ("owed", "answered"),
    [
        ((RETIRED,), None),
        (
            (),
            taking.Answered(
                submission_id="S000001",
                submission_no=1,
                partner_id="ojek-33.28",
                roster_kind="becak",
                period="2024-09",
            ),
        ),
    ],
    ids=["owed", "answered by a receipt"],
)
def test_a_kind_whose_contract_is_gone_is_asked_about_and_stops_no_other_file(
    owed: tuple[Obligation, ...], answered: taking.Answered | None
):
    partner = Partner(partner_id="ojek-33.28", area_code="33.28", obligations=owed)

    with pytest.raises(FileRefused) as refused:
        taking.take(FILE, {"ojek-33.28": partner}, StatedMonths(), answered)

    assert refused.value.code == "JENIS_TIDAK_JELAS"
    assert refused.value.details["kinds"] == ", ".join(roster.kinds())


def test_it_is_in_the_seed_on_the_page_of_rules_and_kept_warm():
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(seed.text()))}

    assert rows["ojek"]["name"] == "Jenis baru"
    assert "ojek" in roster.kinds_of_people()
    assert sum(warm.made_up("ojek").judgements[0].counts.values()) == warm.ROWS
    assert page.text()

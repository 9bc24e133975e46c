"""What a partner is told when a file cannot be taken: true for every cause, and what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.inbox import taking
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.stated import StatedMonths
from cakupan.intake.rows import refusals
from cakupan.intake.rows.directory import Obligation, Partner
from cakupan.warehouse.archive import State
from case_tables import each_case

PARTNER = Partner(partner_id="pemda-33.28", area_code="33.28")
OWED = Obligation(
    roster_kind="pemda_rentan", frequency="monthly", is_full=True, carry_forward=False, funding_code=None,
    agreement_id=None, valid_from=date(2024, 1, 1), valid_to=None,
)  # fmt: skip
ALSO_OWED = replace(OWED, roster_kind="csr")
FILE = InboxFile(
    path=Path("a.xlsx"), relative_path="pemda-33.28/a.xlsx", file_name="a.xlsx", partner_id="pemda-33.28",
    folders=(), received_at=datetime(2024, 11, 4, tzinfo=UTC), sha256="",
    state=State(modified_ns=0, size_bytes=1, inode=1),
)  # fmt: skip


@each_case(
    ("owed", "folders", "named"),
    [
        ((), (), roster.kinds()),
        ((OWED,), ("pemda_rentn",), ("pemda_rentan",)),
        ((OWED, ALSO_OWED), (), ("csr", "pemda_rentan")),
        ((OWED, ALSO_OWED), ("csr", "pemda_rentan"), ("csr", "pemda_rentan")),
    ],
    ids=["nothing owed", "a mistyped folder", "several kinds owed", "two folders"],
)
def test_an_unclear_kind_is_answered_with_the_folders_to_use_and_claims_no_cause(
    owed: tuple[Obligation, ...], folders: tuple[str, ...], named: tuple[str, ...]
):
    with pytest.raises(FileRefused) as refused:
        partner = replace(PARTNER, obligations=owed)
        taking.take(replace(FILE, folders=folders), {partner.partner_id: partner}, StatedMonths(), None)
    in_indonesian = refusals.text(refused.value)
    in_english = refusals.text(refused.value, "en")

    assert f"salah satu dari: {', '.join(named)};" in in_indonesian
    assert f"names: {', '.join(named)};" in in_english
    assert "kantor cabang" in in_indonesian and "branch office" in in_english
    assert "lebih dari satu jenis" not in in_indonesian


def test_a_file_in_a_mistyped_folder_is_not_read_as_a_kind_there_is_not():
    partner = replace(PARTNER, obligations=(OWED,))

    asked = taking.asked(replace(FILE, folders=("pemda_rentn",)), {partner.partner_id: partner})

    assert asked is not None and asked.roster_kind is None


@each_case("code", sorted(refusals.REFUSALS))
def test_every_reason_is_given_in_two_languages(code: str):
    indonesian, english = (refusals.text(FileRefused(code), language) for language in ("id", "en"))

    assert indonesian.endswith(".") and english.endswith(".") and indonesian != english


@each_case("what", refusals.WHATS)
def test_a_file_that_is_no_sheet_is_told_what_it_is_in_both_languages(what: str) -> None:
    said = refusals.WHATS[what]

    refusal = FileRefused("BUKAN_LEMBAR_KERJA", what=what)

    assert f"melainkan {said.text_id}." in refusals.text(refusal)
    assert f"but {said.text_en}." in refusals.text(refusal, "en")


@each_case(
    ("columns", "said"),
    [
        ("nik / tanggal_lahir, jumlah_pekerja_proyek", "NIK / Tanggal Lahir, Jumlah Tenaga Kerja"),
        ("no_kk", "NO KK"),
        ("Nama Pekerja, NIK/KTP", "Nama Pekerja, NIK/KTP"),
    ],
)
def test_columns_are_called_by_the_headings_a_partner_knows(columns: str, said: str) -> None:
    refusal = FileRefused("KOLOM_WAJIB_TIDAK_ADA", sheet="Sheet1", columns=columns)

    assert f"'Sheet1': {said}." in refusals.text(refusal)
    assert f"'Sheet1': {said}." in refusals.text(refusal, "en")

"""Templates: which columns they ask for, what they offer to choose from, and how they look."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import NotFound
from cakupan.intake.judging.fields import values
from cakupan.intake.reading import headers
from cakupan.intake.template.choices import choices
from cakupan.intake.template.columns import left_out, stand_ins
from cakupan.intake.template.look import EXAMPLE_ROW, FIRST_ROW, HEADER_ROW
from cakupan.intake.template.workbook import SHEET, template
from case_tables import each_case
from template_builders import AREA, columns_of, opened, order


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A home without extracts."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield
    settings.load.cache_clear()


@each_case("kind", roster.kinds())
def test_no_text_of_the_instructions_could_be_taken_for_a_heading(kind: str) -> None:
    words = headers.vocabulary(roster.contract(kind), {})
    sheet = opened(template(order(kind, area_code=None)))["Petunjuk"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    taken = [text for text in texts if words.field_of(headers.normalise(text))]

    assert len(texts) > 40
    assert taken == []


@each_case("kind", roster.kinds())
@each_case("area_code", [None, "ID", "33", AREA, "33.28.10", "33.28.10.2001"])
def test_every_field_of_a_contract_is_asked_for_or_left_out_for_a_reason(
    kind: str, area_code: str | None
) -> None:
    contract = roster.contract(kind)

    asked = {each.field for each in columns_of(kind, area_code)}

    places = {"provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"}
    assert set(contract.fields) - asked <= set(left_out()) | set(stand_ins(contract)) | places
    assert {*contract.required, *contract.expected} <= asked
    assert not asked & {"no_kk", "nip", "pic"}


def test_required_columns_come_first_and_are_marked() -> None:
    titles = [each.title for each in columns_of("magang")]

    assert titles[:7] == [
        "No", "Nama Lengkap *", "Tempat Magang *", "Mulai Magang *", "Selesai Magang *", "NIK",
        "Tanggal Lahir",
    ]  # fmt: skip
    assert not any(title.endswith("*") for title in titles[7:])


def test_places_alike_in_the_whole_area_are_not_asked_for() -> None:
    fields = {code: {each.field for each in columns_of("desa_ekosistem", code)} for code in ("33", AREA)}

    assert {"kabupaten_kota", "kecamatan"} <= fields["33"] and "provinsi" not in fields["33"]
    assert "kecamatan" in fields[AREA] and "kabupaten_kota" not in fields[AREA]


@each_case(("listed", "name"), [("occupations", "occupations"), ("fundings", "fundings")])
def test_every_choice_of_a_code_list_is_read_as_one_code_of_its_own(listed: str, name: str) -> None:
    offered = choices(None).lists[listed]

    codes = [values._code(choice, name) for choice in offered]

    assert None not in codes
    assert len(set(codes)) == len(offered) > 9


def test_the_lists_hold_the_places_of_the_partners_area() -> None:
    found = choices(AREA)

    assert found.lists["districts"] == ("Margasari", "Slawi")
    assert ("Slawi", "Dukuh Salam") in found.villages
    assert ("Margasari", "Desa Merlung") in found.villages
    assert ("Margasari", "Kelurahan Merlung") in found.villages


def test_an_area_nobody_knows_is_refused() -> None:
    with pytest.raises(NotFound, match=r"33\.99"):
        template(order("pemda_rentan", area_code="33.99"))


def test_identifiers_are_text_and_everything_is_checked_as_it_is_typed() -> None:
    sheet = opened(template(order("pemda_rentan")))[SHEET]
    fields = [each.field for each in columns_of("pemda_rentan")]
    letters = {name: openpyxl.utils.get_column_letter(fields.index(name) + 1) for name in fields}
    checks = sheet.data_validations.dataValidation
    rules = {str(rule.sqref).partition(":")[0]: rule for rule in checks}

    def rule_of(name: str) -> Any:
        return rules[f"{letters[name]}{FIRST_ROW + 1}"]

    def format_of(name: str) -> str:
        position = fields.index(name) + 1
        spans = sheet.column_dimensions.values()
        return next(each.number_format for each in spans if each.min <= position <= each.max)

    assert (format_of("nik"), format_of("kpj"), format_of("tanggal_lahir")) == ("@", "@", "dd/mm/yyyy")
    assert (rule_of("nik").type, "LEN" in rule_of("nik").formula1) == ("custom", True)
    assert rule_of("tanggal_lahir").type == "date"
    assert rule_of("jenis_kelamin").type == "list"
    assert "OFFSET" in rule_of("desa_kelurahan").formula1
    assert all(rule_of(name).prompt for name in fields)


def test_the_sheet_is_ready_to_print_and_shows_its_headings_while_one_scrolls() -> None:
    book = opened(template(order("pemda_rentan")))
    sheet = book[SHEET]

    assert sheet.freeze_panes == f"D{EXAMPLE_ROW + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert sheet.cell(EXAMPLE_ROW + 1, 1).value == "CONTOH"
    assert [(each.title, each.sheet_state) for each in book] == [
        (SHEET, "visible"),
        ("Petunjuk", "visible"),
        ("Pilihan", "hidden"),
    ]


def test_a_template_without_a_month_offers_the_last_ones() -> None:
    book = opened(template(order("magang", period=None, area_code=None)))

    offered = [cell.value for row in book["Pilihan"].iter_rows() for cell in row]

    assert "November 2024" in offered and "Desember 2024" not in offered


def test_the_same_order_gives_the_same_bytes() -> None:
    assert template(order("jakon")) == template(order("jakon"))

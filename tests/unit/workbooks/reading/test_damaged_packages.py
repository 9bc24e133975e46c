"""Packages of which a part is damaged that holds no cells, or that somebody packed anew by hand."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from builders import sheet
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import detect
from cakupan.workbooks.reading.reading import read
from case_tables import each_case
from format_builders import grid, open_document, zip_of
from judging import LIMITS

ROWS = [["NIK", "Nama"], ["3328991208870001", "SITI AMINAH"]]
STYLES, WORKBOOK, RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(changed: Mapping[str, bytes]) -> list[list[str]]:
    """Return the cells of the only sheet of a workbook of these parts."""
    (found,) = read(zip_of({**parts(sheet(ROWS)), **changed}), LIMITS).sheets
    return grid(found)


@each_case("left", [b"", b"<styleSheet", b"\x00\x01 no styles", b"<a><b></a>"])
@each_case("part", [STYLES, "xl/theme/theme1.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_a_damaged_part_that_holds_no_cells_takes_none(part: str, left: bytes) -> None:
    assert rows({part: left}) == ROWS


def test_days_are_days_by_what_is_left_of_the_styles() -> None:
    dated = parts(sheet([["Lahir"], [date(1987, 8, 12)]]))
    left = dated[STYLES][: dated[STYLES].index(b"</cellXfs>") + 12]

    (found,) = read(zip_of({**dated, STYLES: left}), LIMITS).sheets

    assert grid(found) == [["Lahir"], ["1987-08-12"]]


def test_styles_whose_bytes_were_changed_on_the_way_take_no_cells() -> None:
    data = bytearray(zip_of(parts(sheet(ROWS))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo(STYLES).header_offset + 30 + len(STYLES)
    data[start + 20 : start + 28] = bytes(each ^ 0xFF for each in data[start + 20 : start + 28])

    (found,) = read(bytes(data), LIMITS).sheets

    assert grid(found) == ROWS


def test_a_list_of_sheets_that_is_whole_is_read_whatever_is_lost_behind_it() -> None:
    whole = parts(sheet(ROWS))[WORKBOOK]

    assert rows({WORKBOOK: whole[: whole.index(b"</sheets>") + 12]}) == ROWS
    with pytest.raises(FileRefused) as refused:
        rows({WORKBOOK: whole[: whole.index(b"</sheets>") - 1]})
    assert refused.value.code == "BERKAS_RUSAK"


@each_case("left", [b"", b"<Relationsh"])
def test_sheets_nothing_leads_to_lie_in_their_order(left: bytes) -> None:
    assert rows({RELATIONS: left}) == ROWS


def test_of_hidden_sheets_nothing_leads_to_nobody_knows_which_they_are() -> None:
    whole = parts(sheet(ROWS))[WORKBOOK].replace(b'sheetId="1"', b'sheetId="1" state="hidden"')

    with pytest.raises(FileRefused) as refused:
        rows({WORKBOOK: whole, RELATIONS: b""})

    assert refused.value.code == "BERKAS_RUSAK"


@each_case("beside", [[], ["__MACOSX/Daftar/._x", ".DS_Store"]])
def test_a_workbook_packed_with_its_folder_is_that_workbook(beside: list[str]) -> None:
    packed = zip_of({**{f"Daftar/{name}": each for name, each in parts(sheet(ROWS)).items()},
                     **dict.fromkeys(beside, b"x")})  # fmt: skip

    (found,) = read(packed, LIMITS).sheets

    assert (detect.form(packed), grid(found)) == ("xlsx", ROWS)


def test_an_open_document_packed_with_its_folder_is_read_too() -> None:
    packed = zip_of({f"Daftar/{name}": each for name, each in parts(open_document(ROWS)).items()})

    (found,) = read(packed, LIMITS).sheets

    assert (detect.form(packed), grid(found)) == ("ods", ROWS)


def test_a_folder_with_two_workbooks_is_an_archive() -> None:
    packed = zip_of({f"Daftar/{name}": sheet(ROWS) for name in ("a.xlsx", "b.xlsx")})

    assert detect.form(packed) == "zip"

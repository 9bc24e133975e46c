"""What a partner fills into a template is taken by a check without a finding, what he leaves empty is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import nik
from cakupan import settings
from cakupan.contracts import roster
from cakupan.intake.asking import check
from cakupan.intake.template.look import FIRST_ROW
from cakupan.intake.template.workbook import SHEET, template
from template_builders import AREA, columns_of, filled, opened, order


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A home without extracts."""
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield
    settings.load.cache_clear()


@pytest.mark.parametrize("kind", roster.kinds())
def test_a_filled_template_passes_with_no_finding(kind: str, tmp_path: Path) -> None:
    file = filled(kind, tmp_path / "sent.xlsx")

    found = check.check(file, kind=kind, area_code=AREA, with_rows=True)

    assert (found["refused"], found["findings"]) == (None, [])
    assert (found["received"], found["accepted"]) == (3, 3)
    assert [row["row"] for row in found["rows"]] == [FIRST_ROW + 1 + number for number in range(3)]
    taken = [sheet for sheet in found["sheets"] if not sheet["ignored"]]
    assert [sheet["sheet"] for sheet in taken] == [SHEET]
    assert sorted(taken[0]["mapping"].values()) == sorted(each.field for each in columns_of(kind))


@pytest.mark.parametrize("kind", ["pemda_rentan", "desa_ekosistem", "jakon"])
@pytest.mark.parametrize("area_code", [None, "33", "33.28.10", "33.28.10.2001"])
def test_a_filled_template_passes_whatever_places_it_asks_for(
    kind: str, area_code: str | None, tmp_path: Path
) -> None:
    file = filled(kind, tmp_path / "sent.xlsx", area_code)

    found = check.check(file, kind=kind, area_code=area_code or AREA)

    assert (found["refused"], found["findings"], found["accepted"]) == (None, [], 3)


@pytest.mark.parametrize("kind", roster.kinds())
def test_an_unfilled_template_is_refused_and_its_example_is_no_row(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    file.write_bytes(template(order(kind)))

    found = check.check(file, kind=kind, area_code=AREA)

    assert found["refused"]["code"] == "TANPA_DATA"
    assert found["received"] == 0


def test_the_month_of_a_template_is_found_in_its_title(tmp_path: Path) -> None:
    """A row of somebody who turned 65 in the month before is told by the month the title states."""
    file = tmp_path / "sent.xlsx"
    book = opened(template(order("pemda_rentan", period="2024-09")))
    old = date(1959, 10, 1)
    for position, value in enumerate([1, nik(old, 1), "SUPARNO", old], start=1):
        book[SHEET].cell(FIRST_ROW + 1, position, value)
    book.save(file)

    assert check.check(file, kind="pemda_rentan", area_code=AREA)["accepted"] == 1
    given = check.check(file, kind="pemda_rentan", area_code=AREA, period="2024-10")
    assert [each["code"] for each in given["findings"]] == ["USIA_LEWAT"]

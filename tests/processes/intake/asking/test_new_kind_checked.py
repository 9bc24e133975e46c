"""The list and the template of a roster kind that is one contract more are checked like any other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import contract_builders
import pytest
from builders import Rows, nik, text_file
from cakupan.intake.asking import check
from cakupan.intake.template.workbook import TemplateOrder, template
from contract_builders import given_new_kind

ROWS: Rows = [
    ["No", "Nama Pengemudi", "NIK"],
    [1, "SUPARNO", nik(date(1987, 8, 12), 1)],
    [2, "SITI", nik(date(1990, 1, 2), 2, is_woman=True)],
]


@pytest.fixture(autouse=True)
def ojek(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let drivers of motorcycle taxis be one more kind for as long as a test runs."""
    given_new_kind(monkeypatch, tmp_path, "ojek", aliases={"nama": ["nama pengemudi"]}, funding="MANDIRI")
    yield
    contract_builders.forget()


def test_its_file_is_known_by_the_first_word_of_the_partners_id_and_paid_for_as_the_contract_says(
    tmp_path: Path,
):
    file = tmp_path / "a.csv"
    file.write_bytes(text_file(ROWS))

    found = check.check(file, partner_id="ojek-33.28-slawi", with_rows=True)

    assert (found["kind"], found["kind_basis"], found["accepted"]) == ("ojek", "partner_id", 2)
    assert [row["fields"]["funding_code"] for row in found["rows"]] == ["MANDIRI", "MANDIRI"]


def test_its_template_is_made_and_the_example_in_it_is_no_row(tmp_path: Path):
    order = TemplateOrder(
        kind="ojek", partner_id=None, area_code="33.28", period="2024-10", today=date(2024, 11, 1)
    )
    file = tmp_path / "template.xlsx"
    file.write_bytes(template(order))

    assert check.check(file, kind="ojek", area_code="33.28")["refused"]["code"] == "TANPA_DATA"

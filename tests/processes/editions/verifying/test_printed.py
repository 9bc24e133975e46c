"""What is printed is what is frozen, in every format, also when it is signed again."""

import pyarrow.parquet as pq
import pytest
from bundle_builders import print_report, write
from cakupan.editions.differences import change
from cakupan.editions.frozen import layout
from cakupan.editions.verifying import verify
from tampering import COVERAGE, failures, outcomes, signed_again, with_figure


def test_figures_for_spreadsheets_that_differ_are_named_by_their_line(edition, secrets):
    path = edition / layout.FIGURES_CSV
    path.write_bytes(path.read_bytes().replace(b",33.33,", b",33.34,"))

    assert failures(signed_again(edition, secrets)) == [("csv", "report/figures.csv line 3", None)]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + b"\n",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text[:-1],
        lambda _: b"",
    ],
)
def test_figures_for_spreadsheets_have_the_same_lines(edition, secrets, change):
    path = edition / layout.FIGURES_CSV
    path.write_bytes(change(path.read_bytes()))

    assert outcomes(signed_again(edition, secrets))["csv"] == "failed"


def test_a_report_of_another_edition_is_told_number_by_number_in_every_format(edition, secrets):
    print_report(edition, with_figure(0, value="44.44"))

    found = failures(signed_again(edition, secrets))

    assert {check for check, _, _ in found} == {"html", "pdf", "xlsx"}
    assert {part for _, _, part in found} <= {"value", "detail"}


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx"])
def test_a_replaced_format_is_told_and_the_others_are_not(edition, secrets, tmp_path, form):
    print_report(tmp_path / "other", with_figure(0, value="44.44"))
    (tmp_path / "other" / "report" / f"laporan.{form}").replace(edition / "report" / f"laporan.{form}")

    found = failures(signed_again(edition, secrets))

    assert {one[0] for one in found} == {form}


def test_a_number_changed_on_a_page_is_told_with_its_place(edition, secrets):
    path = edition / "report" / "laporan.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("33,33", "43,33", 1), encoding="utf-8")

    wrong = verify.verify(signed_again(edition, secrets)).failures

    assert [(one.check, one.part, one.expected, one.found) for one in wrong] == [
        ("html", "value", "33,33", "43,33")
    ]
    assert wrong[0].subject.startswith(f"{COVERAGE} at angka")


def test_the_first_version_has_no_differences(edition, secrets):
    row = {"figure_id": COVERAGE, "part": "numerator", "cause": "correction"}
    row |= {"source_kind": "submission", "source_id": "S000002", "source_name": "tegal", "rows": 3}
    row |= {"previous_value": "4", "value": "1", "change": "-3"}
    write(
        edition / layout.CHANGES,
        pq.read_table(edition / layout.CHANGES).from_pylist([row], schema=change.CHANGE),
    )

    found = failures(signed_again(edition, secrets))

    assert ("differences", COVERAGE, None) in found

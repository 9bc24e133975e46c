"""Differences between two versions are made again where both lie side by side."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bundle_builders import evidence_row, figure_row, gap_row, seal, workforce_row, write, write_bundle
from cakupan.editions import manifest
from cakupan.editions.differences import between, change
from cakupan.editions.differences.news import Stated
from cakupan.editions.frozen import layout
from cakupan.editions.proof.position import Position, Previous
from cakupan.editions.verifying import verify
from cakupan.editions.verifying.result import CheckResult
from cakupan.warehouse.loads import code_version

BEFORE: dict[str, Any] = {"submissions": [], "extract_files": [{"kind": "register", "load_no": 5}]}
AFTER = BEFORE | {"extract_files": [*BEFORE["extract_files"], {"kind": "register", "load_no": 6}]}
COVERAGE = "ucj_ytd:2024-10:33.28"


@pytest.fixture
def versions(tmp_path: Path, secrets: Path) -> tuple[Path, Path]:
    """One person more came with the second version, in register load 6."""
    rows = [evidence_row(), workforce_row(3)]
    month = tmp_path / "2024-10"
    own = {"code_version": code_version()}
    first = write_bundle(month / "v1", [figure_row(), gap_row()], rows, secrets, inputs=BEFORE, **own)
    figures = [figure_row(numerator=2, value="66.67"), gap_row("33.33")]
    rows = [*rows, evidence_row(unit_no=2, source_no=6)]
    second = write_bundle(month / "v2", figures, rows, secrets, inputs=AFTER, **own)
    sides = (Stated.of(manifest.read(first)), Stated.of(manifest.read(signed(second, secrets))))
    right = between.between(first, second, stated=sides)
    write(second / layout.CHANGES, pa.Table.from_pandas(right, schema=change.CHANGE, preserve_index=False))
    return first, signed(second, secrets)


def signed(second: Path, secrets: Path, **given: Any) -> Path:
    """Sign the second version, as often as an attacker with the agency's key likes."""
    first = second.parent / "v1" / manifest.MANIFEST
    before = Previous(edition="2024-10/v1", number=1, manifest_sha256=manifest.sha256_of(first))
    header = {"version": 2, "supersedes_version": 1, "code_version": code_version()}
    header |= {"position": Position(number=2, previous=before)}
    seal(second, secrets, inputs=AFTER, **(header | given))
    return second


def differences(edition: Path) -> CheckResult:
    return verify.verify(edition).check("differences")


def changed(edition: Path, **given: Any) -> None:
    """Change the first difference."""
    first, *others = pq.read_table(edition / layout.CHANGES).to_pylist()
    write(edition / layout.CHANGES, pa.Table.from_pylist([first | given, *others], schema=change.CHANGE))


def test_differences_that_the_two_versions_show_hold(versions):
    _, second = versions

    found = differences(second)

    assert (found.outcome, found.said) == ("ok", "3 differences, as the predecessor beside it shows")


@pytest.mark.parametrize(
    "given",
    [{"change": "2"}, {"cause": "roster"}, {"previous_value": "0"}, {"value": "3"}, {"part": "denominator"}],
)
def test_a_changed_difference_is_told(versions, secrets, given):
    _, second = versions
    changed(second, **given)

    assert differences(signed(second, secrets)).outcome == "failed"


def test_a_dropped_an_added_and_a_repeated_difference_are_told(versions, secrets):
    _, second = versions
    rows = pq.read_table(second / layout.CHANGES).to_pylist()
    more = rows[0] | {"figure_id": "ucj_eom:2024-10:33.28"}

    for other in ([], rows[:1], [*rows, more], [*rows, rows[0]]):
        write(second / layout.CHANGES, pa.Table.from_pylist(other, schema=change.CHANGE))
        assert differences(signed(second, secrets)).outcome == "failed"


def test_without_its_predecessor_beside_it_says_so(versions):
    first, second = versions
    shutil.rmtree(first)

    found = differences(second)

    assert (found.outcome, found.said) == ("unchecked", "its predecessor v1 does not lie beside it")


def test_a_predecessor_that_is_not_as_its_manifest_says_is_not_compared_with(versions):
    first, second = versions
    (first / "audit" / "note.txt").write_text("x")

    found = differences(second)

    assert (found.outcome, "is not as its manifest says" in found.said) == ("unchecked", True)


def test_causes_of_other_code_are_not_compared(versions, secrets):
    _, second = versions
    signed(second, secrets, code_version="other")

    found = differences(second)

    assert (found.outcome, "made by code other" in found.said) == ("unchecked", True)


def test_a_figure_that_moved_without_its_evidence_is_told(versions, secrets):
    _, second = versions
    rows = pq.read_table(second / layout.FACTS / "rows.parquet").to_pylist()
    fewer = [row for row in rows if row["source_no"] != 6]
    table = pq.read_table(second / layout.FACTS / "rows.parquet")
    write(second / layout.FACTS / "rows.parquet", pa.Table.from_pylist(fewer, schema=table.schema))

    found = differences(signed(second, secrets))

    assert found.outcome == "failed"
    assert "not the sum of its evidence" in str(found.failures[0])

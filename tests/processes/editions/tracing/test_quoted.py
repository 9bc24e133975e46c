"""A month of a series is followed to the edition or the record that it is quoted from."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bundle_builders import change_row, evidence_row, figure_row, month_row, workforce_row, write_bundle
from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.tracing import trace as tracing
from cakupan.editions.tracing.asked import Bundle, Reader
from cakupan.editions.tracing.trace import Pages
from cakupan.errors import DoesNotVerify, NotFound
from traced_edition import Actions

COVERAGE, CHANGE = "ucj_ytd:2024-10:33.28", "ucj_ytd_month_change:2024-10:33.28"
INDICATORS = ("ucj_ytd", "ucj_ytd_month_change")
PUBLISHED = (
    b"indicator_code,area_code,slicing,slice_code,period,numerator,denominator,value,document,is_simulated\n"
    b"ucj_ytd,33.28,total,TOTAL,2024-08,,,29.40,Siaran pers 12/2024,false\n"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield tmp_path / "home"
    settings.load.cache_clear()


@pytest.fixture
def edition(home: Path) -> Path:
    """October, with September of the edition beside it and August of a document."""
    editions, secrets = home / "editions", home / "secrets"
    rows = [evidence_row(unit_no=number, row_number=number) for number in range(1, 4)]
    own = {"figure_id": "ucj_ytd:2024-09:33.28", "period": "2024-09"}
    earlier = write_bundle(
        editions / "2024-09" / "v1",
        [figure_row(**own, numerator=3, denominator=10, value="30.00")],
        [*rows, workforce_row(10)],
        secrets,
        period="2024-09",
    )
    sha256 = hashlib.sha256(PUBLISHED).hexdigest()
    (home / "archive").mkdir()
    (home / "archive" / sha256).write_bytes(PUBLISHED)
    file = {
        "kind": "reference", "load_no": 2, "file_no": 1, "table_name": "reference.published_figure",
        "file_name": "2024-11-04/published_figure.csv", "sha256": sha256, "mode": "full", "rows": 1,
        "recorded_at": "2024-11-04T01:00:00Z",
    }  # fmt: skip
    manifest_sha256 = manifest.sha256_of(earlier / manifest.MANIFEST)
    document = {"whence": "document", "document": "Siaran pers 12/2024", "row_number": 2}
    return write_bundle(
        editions / "2024-10" / "v1",
        [figure_row(), change_row("3.33")],
        [rows[0], workforce_row(3)],
        secrets,
        indicators=INDICATORS,
        months=[
            month_row("2024-08", "29.40", **document),
            month_row("2024-09", "30.00", "2024-09/v1", manifest_sha256=manifest_sha256),
        ],
        inputs={"extract_files": [file]},
    )


def followed(edition: Path, month: str, actions: Actions | None = None) -> dict[str, Any]:
    reader = Reader(actor="auditor-7", reason="semester", connection=actions or Actions())
    return tracing.of_month(COVERAGE, month, Bundle(edition), Pages(), reader)


def test_a_month_of_an_edition_leads_to_its_figure_there_and_on_to_rows_of_files(edition: Path):
    answer = followed(edition, "2024-09")

    said = {name: answer["quoted"][name] for name in ("whence", "edition", "quoted_id", "value")}
    assert said == {
        "whence": "edition",
        "edition": "2024-09/v1",
        "quoted_id": "ucj_ytd:2024-09:33.28",
        "value": "30.00",
    }
    traced = answer["traced"]
    assert (traced["edition"], traced["figure"]["value"]) == ("2024-09/v1", "30.00")
    assert traced["evidence"]["rows"] == 4


def test_a_month_of_a_document_leads_to_the_record_of_the_extract_that_states_it(edition: Path):
    answer = followed(edition, "2024-08")

    quoted = answer["quoted"]
    assert (quoted["whence"], quoted["document"], answer["problems"]) == (
        "document",
        "Siaran pers 12/2024",
        [],
    )
    assert (quoted["source"]["file"], quoted["source"]["record"]) == ("2024-11-04/published_figure.csv", 2)
    assert {cell["header"]: cell["text"] for cell in quoted["source"]["cells"]}["value"] == "29.40"
    assert answer["traced"] is None


def test_an_edition_that_does_not_lie_beside_is_named_and_not_followed(edition: Path):
    shutil.rmtree(edition.parents[1] / "2024-09")

    answer = followed(edition, "2024-09")

    assert (answer["quoted"]["edition"], answer["traced"]) == ("2024-09/v1", None)


def test_an_edition_of_that_name_which_is_another_is_refused(edition: Path, home: Path):
    other = edition.parents[1] / "2024-09" / "v1"
    shutil.rmtree(other)
    own = {"figure_id": "ucj_ytd:2024-09:33.28", "period": "2024-09"}
    rows = [evidence_row(), workforce_row(10)]
    write_bundle(
        other, [figure_row(**own, denominator=10, value="10.00")], rows, home / "secrets", period="2024-09"
    )

    with pytest.raises(DoesNotVerify, match="quotes 2024-09/v1 with manifest sha256"):
        followed(edition, "2024-09")


def test_a_month_that_is_not_quoted_is_told_with_those_that_are(edition: Path):
    with pytest.raises(NotFound, match="in 2024-07; months that it quotes: 2024-08, 2024-09"):
        followed(edition, "2024-07")


def test_a_change_is_followed_to_the_figure_and_says_whence_the_month_is_quoted(edition: Path):
    reader = Reader(actor="auditor-7", reason="semester", connection=Actions())

    answer = tracing.trace(CHANGE, Bundle(edition), Pages(), reader)

    assert [one["figure"]["figure_id"] for one in answer["inputs"]] == [COVERAGE]
    [quoted] = answer["quoted"]
    assert (quoted["period"], quoted["value"], quoted["edition"]) == ("2024-09", "30.00", "2024-09/v1")


def test_a_change_whose_month_was_taken_out_of_the_series_is_not_followed(edition: Path):
    (edition / "report" / "series.parquet").write_bytes(b"")

    with pytest.raises(DoesNotVerify, match=r"series\.parquet is not what was signed"):
        followed(edition, "2024-09")

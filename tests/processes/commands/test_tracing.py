"""What the commands of auditors print, and how they end."""

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import traced_edition
from cakupan import cli, settings
from cakupan.commands import tracing
from cakupan.editions.tracing import trace
from cakupan.editions.tracing.asked import Reader
from cakupan.errors import DoesNotVerify
from case_tables import each_case
from traced_edition import LISTED
from typer.testing import CliRunner, Result


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "home"))
    settings.load.cache_clear()
    yield traced_edition.write(tmp_path / "home" / "editions" / "2024-10" / "v1")
    settings.load.cache_clear()


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def test_a_figure_of_an_edition_in_a_folder_is_traced_without_a_warehouse(edition):
    answer = asked("trace", LISTED, "--edition", str(edition))

    assert answer.exit_code == 0, answer.output
    assert "3 rows add up to it: numerator 1, denominator 2, excluded 1" in answer.stdout
    assert "person 3: 1/1; S000001 pemda-33.28, daftar.xlsx, sheet Oktober, row 2" in answer.stdout
    assert "Dikecualikan (NIK_KOSONG): NIK kosong." in answer.stdout


def test_a_trace_can_be_read_by_a_program(edition):
    answer = asked("trace", LISTED, "--edition", str(edition), "--limit", "1", "--page", "2", "--json")

    evidence = json.loads(answer.stdout)["evidence"]
    assert (evidence["page"], evidence["pages"], len(evidence["first_rows"])) == (2, 3, 1)


def test_a_derived_figure_shows_its_expression_and_its_inputs(edition):
    answer = asked("trace", "gap_full:2024-10:33.28", "--edition", str(edition))

    assert "= 100 - ucj_ytd.value" in answer.stdout
    assert "3 rows add up to it: numerator 2, denominator 10" in answer.stdout


def test_what_a_file_adds_to_figures_is_printed(edition):
    answer = asked("trace", "--submission", "S000001", "--edition", str(edition))

    assert answer.exit_code == 0, answer.output
    assert "S000001 of pemda-33.28, daftar.xlsx" in answer.stdout
    assert "roster_coverage:2024-10:33.28" in answer.stdout


@each_case("arguments", [(), (LISTED, "--submission", "S000001"), (LISTED, "--page", "0")])
def test_a_trace_is_of_a_figure_or_of_a_file(arguments):
    assert asked("trace", *arguments).exit_code == 2


def test_an_edition_whose_signer_is_not_trusted_is_called_so(edition, tmp_path, monkeypatch):
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path / "auditor"))
    settings.load.cache_clear()

    refused = asked("trace", LISTED, "--edition", str(edition))
    shown = asked("trace", LISTED, "--edition", str(edition), "--untrusted")

    assert isinstance(refused.exception, DoesNotVerify)
    assert (shown.exit_code, "UNTRUSTED" in shown.stdout) == (0, True)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """Who asks and why, of each trace of a figure behind which a file is gone."""
    seen: list[Reader] = []

    @contextmanager
    def no_warehouse() -> Iterator[None]:
        yield None

    def traced(*arguments: Any) -> dict[str, Any]:
        seen.append(arguments[-1])
        return {"problems": ["S000001: archive/0 is gone."]}

    monkeypatch.setattr(tracing, "warehouse", no_warehouse)
    monkeypatch.setattr(trace, "trace", traced)
    return seen


def test_a_file_that_is_gone_is_named_and_ends_with_1(readers):
    answer = asked("trace", LISTED, "--json")

    assert (answer.exit_code, answer.stderr) == (1, "S000001: archive/0 is gone.\n")
    assert json.loads(answer.stdout) == {"problems": ["S000001: archive/0 is gone."]}


def test_a_trace_names_the_reader_and_the_reason(readers, monkeypatch):
    monkeypatch.setenv("CAKUPAN_ACTOR", "auditor-7")

    asked("trace", LISTED, "--reason", "pemeriksaan semester", "--json")

    assert [(reader.actor, reader.reason) for reader in readers] == [("auditor-7", "pemeriksaan semester")]


def test_a_trace_names_the_login_when_nobody_else_is_named(readers, monkeypatch):
    monkeypatch.delenv("CAKUPAN_ACTOR", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "siti")

    asked("trace", LISTED, "--json")

    assert [(reader.actor, reader.reason) for reader in readers] == [("siti", None)]


def test_a_sample_is_written_as_a_workbook(edition, tmp_path):
    output = tmp_path / "kertas-kerja.xlsx"

    answer = asked("sample", LISTED, "-n", "2", "--seed", "7", "-o", str(output), "--edition", str(edition))

    assert answer.exit_code == 0, answer.output
    assert (
        "2 of 3 rows of roster_coverage:2024-10:33.28, edition 2024-10/v1, seed 7, by equal" in answer.stdout
    )
    assert output.read_bytes().startswith(b"PK")


def test_a_sample_can_be_read_by_a_program(edition):
    answer = asked("sample", LISTED, "-n", "2", "--by", "amount", "--edition", str(edition), "--json")

    document = json.loads(answer.stdout)
    assert (document["by"], document["population"], document["population_amount"]) == ("amount", 1, 1)
    assert [row["times_drawn"] for row in document["rows"]] == [2]


@each_case(
    "arguments", [(LISTED,), (LISTED, "-o", "x.xlsx", "--by", "luck"), (LISTED, "-o", "x.xlsx", "-n", "0")]
)
def test_a_sample_needs_a_place_and_a_way_to_draw(arguments):
    assert asked("sample", *arguments).exit_code == 2

"""What an operator may set, and what is said of a value that cannot be."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.errors import SetupError
from case_tables import each_case

NUMBERS = (
    "CAKUPAN_GRACE_MONTHS",
    "CAKUPAN_MAX_FILE_BYTES",
    "CAKUPAN_MAX_TEXT_BYTES",
    "CAKUPAN_MAX_UNPACKED_BYTES",
    "CAKUPAN_MAX_COLUMNS",
    "CAKUPAN_MAX_ROWS",
    "CAKUPAN_MAX_FILE_SECONDS",
    "CAKUPAN_MAX_FILE_MEMORY_BYTES",
    "CAKUPAN_MAX_ARCHIVE_MEMBERS",
    "CAKUPAN_ANSWER_DAYS",
    "CAKUPAN_BATCH_ROWS",
    "CAKUPAN_MINIMUM_VILLAGE_WORKFORCE",
    "CAKUPAN_PARALLELISM",
    "CAKUPAN_FROZEN_MEMORY_BYTES",
    "CAKUPAN_FROZEN_THREADS",
    "CAKUPAN_POSTGRES_PORT",
    "CAKUPAN_MONTHS_IN_DATABASE",
    "CAKUPAN_AIRFLOW_PORT",
)


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Nothing is set but a home."""
    for name in NUMBERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path))
    settings.load.cache_clear()
    yield monkeypatch
    settings.load.cache_clear()


@each_case("name", NUMBERS)
@each_case("written", ["abc", "-1", "1.5", "10 000"])
def test_what_is_no_number_is_named_with_its_variable(name: str, written: str):
    said = rf"^{name} is '{written}'; expected a whole number from [012] (up|to 99999999)"

    with pytest.MonkeyPatch.context() as once, pytest.raises(SetupError, match=said):
        once.setenv(name, written)
        settings.load()


def test_batches_of_no_rows_are_refused(environment: pytest.MonkeyPatch):
    environment.setenv("CAKUPAN_BATCH_ROWS", "0")

    with pytest.raises(SetupError, match="from 1 up"):
        settings.load()


def test_sheets_may_have_no_more_rows_than_the_warehouse_has_numbers_for(environment: pytest.MonkeyPatch):
    environment.setenv("CAKUPAN_MAX_ROWS", "99999999")
    assert settings.load().max_rows == 99_999_999

    settings.load.cache_clear()
    environment.setenv("CAKUPAN_MAX_ROWS", "100000000")
    with pytest.raises(SetupError, match="'100000000'; expected a whole number from 1 to 99999999"):
        settings.load()


def test_a_number_is_taken_and_a_variable_set_to_nothing_is_not_set(environment: pytest.MonkeyPatch):
    environment.setenv("CAKUPAN_GRACE_MONTHS", "0")
    environment.setenv("CAKUPAN_BATCH_ROWS", "")
    environment.setenv("CAKUPAN_POSTGRES_PORT", "")

    found = settings.load()

    assert (found.grace_months, found.batch_rows, found.postgres_port) == (0, 250_000, None)


def test_a_command_says_so_without_a_traceback(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    environment.setenv("CAKUPAN_BATCH_ROWS", "abc")
    environment.setattr(sys, "argv", ["cakupan", "status"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 2
    assert capsys.readouterr().err == "CAKUPAN_BATCH_ROWS is 'abc'; expected a whole number from 1 up.\n"


def test_every_setting_is_in_the_readme_and_the_readme_names_no_other():
    source = (settings.PROJECT_ROOT / "include" / "cakupan" / "settings.py").read_text(encoding="utf-8")
    table = (settings.PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
    read = set(re.findall(r'"(CAKUPAN_[A-Z_]+)"', source)) | {"CAKUPAN_ACTOR"}

    assert set(re.findall(r"^\| `(CAKUPAN_[A-Z_]+)` \|", table, re.MULTILINE)) == read

"""What a newcomer holds after `make demo`."""

import hashlib
import io
import json
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import personal_data
import psycopg
import pytest
from cakupan.editions.frozen import members
from cakupan.editions.tracing import signed as signing
from cakupan.editions.tracing.trace import require_complete
from cakupan.orchestrator import processes
from cakupan.warehouse import server, server_processes
from file_contents import files_below
from told_world import World

EDITIONS = ("2024-10/v1", "2024-10/v2", "2025-09/v1")
# The figures of the press reports that the demo world was built from.
KNOWN = {
    "2024-10": {
        "ucj_ytd:2024-10:33.28": {"value": "30.29"},
        "ucj_ytd:2024-10:33.28:PU": {"value": "64.23"},
        "ucj_ytd:2024-10:33.28:BPU": {"value": "12.39"},
        "ucj_ytd:2024-10:33.28:JAKON": {"value": "34.35"},
        "benefit_rupiah_ytd:2024-10:33.28": {"value": "21000000000", "numerator": 21_000_000_000},
        "vulnerable_handed_over:2024-10:15.06:funding=APBD_KAB": {"value": "2000", "numerator": 2000},
    },
    "2025-09": {
        "ucj_ytd:2025-09:33.76": {"value": "52.55", "numerator": 52858, "denominator": 100590},
        "ucj_ytd:2025-09:33.76:PU": {"value": "59.84", "numerator": 33035, "denominator": 55201},
        "ucj_ytd:2025-09:33.76:BPU": {"value": "32.51", "numerator": 12314, "denominator": 37880},
        "ucj_ytd:2025-09:33.76:JAKON": {"value": "100.00", "numerator": 7509, "denominator": 7509},
        "interns_running:2025-09:35.21": {"value": "50", "numerator": 50},
        "intern_coverage:2025-09:35.21:programme=JKK": {"numerator": 50, "denominator": 50},
        "intern_coverage:2025-09:35.21:programme=JKM": {"numerator": 50, "denominator": 50},
        "intern_coverage:2025-09:35.21:programme=JHT": {"numerator": 50, "denominator": 50},
    },
}
COMMITTED = 20  # percent more members: what each company of the agreement undertook
MASKED = re.compile(r"\d{4}\*{8}\d{4}")
WATCHED = ("cakupan demo", "scheduler", "api-server", "dag-processor")


def personal_folders(home: Path) -> list[Path]:
    return [home / name for name in ("inbox", "outbox", "archive", "extracts", "lake", "pgdata", "secrets")]


def test_three_editions_are_published_with_their_reports(world: World):
    for edition in EDITIONS:
        for name in ("laporan.html", "laporan.pdf", "laporan.xlsx", "laporan.pptx"):
            path = world.home / "editions" / edition / "report" / name
            assert path.stat().st_size > 10_000
            assert str(path) in world.output


def test_nothing_tried_to_leave_this_machine(world: World):
    lines = world.record.read_text().splitlines()
    watched = [line for line in lines if line.startswith("loaded ")]

    assert {part for part in WATCHED if any(f"{part} " in f"{line} " for line in watched)} == set(WATCHED)
    assert [line for line in lines if not line.startswith("loaded ")] == []


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://example.invalid')",
    ],
)
def test_the_guard_would_have_seen_it(world: World, tmp_path: Path, attempt: str):
    record = tmp_path / "network"

    done = subprocess.run(
        [sys.executable, "-c", attempt],
        env={**world.environment, "NETWORK_RECORD": str(record)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "nothing here may leave this machine" in done.stderr
    assert [line.split()[0] for line in record.read_text().splitlines()] == ["loaded", "tried"]


def test_nothing_is_left_running(world: World):
    assert processes.recorded(world.home) == []
    assert list(server_processes.processes(world.home / "pgdata")) == []


def test_personal_data_and_keys_are_closed_to_others(world: World):
    for folder in personal_folders(world.home):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    secrets = [path for path in (world.home / "secrets").iterdir() if path.is_file()]
    assert {"postgres.json", "airflow.json", "signing.key"} <= {path.name for path in secrets}
    for path in [*secrets, world.home / "airflow" / "airflow.cfg", world.home / "airflow" / "passwords.json"]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_telling_it_again_finds_it_there_and_starts_no_airflow(world: World):
    again = world.run("demo", timeout=120)

    assert again.returncode == 0, again.stderr
    assert "was there already; it verifies" in again.stdout
    assert "starting Airflow" not in again.stderr


@pytest.mark.parametrize("period", sorted(KNOWN))
def test_the_figures_of_the_press_reports_come_out(world: World, period: str):
    known, figures = KNOWN[period], figures_of(world, period)
    found = {figure_id: figures.get(figure_id, {}) for figure_id in known}

    assert {
        figure_id: {part: found[figure_id].get(part) for part in parts} for figure_id, parts in known.items()
    } == known


def test_the_companies_that_reached_their_commitment_are_those_whose_progress_says_so(world: World):
    figures = figures_of(world, "2025-09").values()
    companies = [
        figure
        for figure in figures
        if figure["indicator_code"] == "commitment_progress" and "employer" in figure["slices"]
    ]
    reached = {
        figure["area_code"]: figure["numerator"]
        for figure in figures
        if figure["indicator_code"] == "companies_reached"
    }

    assert companies
    assert reached
    for figure in companies:
        assert figure["numerator"] is not None, figure["figure_id"]
        assert figure["denominator"], figure["figure_id"]
    counted = Counter(figure["area_code"] for figure in companies if Decimal(figure["value"]) >= COMMITTED)
    assert reached == {area: counted[area] for area in reached}
    assert sum(reached.values()) > 0


def figures_of(world: World, edition: str) -> dict[str, dict[str, Any]]:
    answer = world.run("figures", edition, "--json")
    assert answer.returncode == 0, answer.stderr
    return {figure["figure_id"]: figure for figure in json.loads(answer.stdout)}


def test_an_amended_edition_names_the_one_it_replaces_and_why(world: World):
    first, second = (
        json.loads((world.home / "editions" / edition / "manifest.json").read_text())
        for edition in EDITIONS[:2]
    )

    assert (first["version"], first["supersedes_version"], first["reason"]) == (1, None, None)
    assert (second["version"], second["supersedes_version"]) == (2, 1)
    assert second["reason"].startswith("Daftar DPMD Kutai Timur")


def test_a_figure_is_traced_to_a_row_of_a_file(world: World):
    answer = world.run("trace", "vulnerable_handed_over:2024-10:15.06", "--json")
    assert answer.returncode == 0, answer.stderr
    rows = json.loads(answer.stdout)["evidence"]["first_rows"]

    source = next(row["source"] for row in rows if row["source"]["kind"] == "roster")

    # the row it names is in the sheet it names of the archived file with that hash
    assert source["partner_id"] == "pemda-15.06"
    assert MASKED.fullmatch(source["nik"])
    assert source["nik"] in masked_cells(world.home / "archive" / source["sha256"], source)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_members_of_every_figure_of_an_edition_add_up_to_it(world: World, edition: str):
    folder = world.home / "editions" / edition
    signed = signing.opened(folder, key=folder / "signing.pub")
    by_indicator: dict[str, list[dict[str, Any]]] = {}
    for figure in signed.figures():
        if figure["class"] == "summed":
            by_indicator.setdefault(figure["indicator_code"], []).append(figure)

    assert sum(map(len, by_indicator.values())) > 500
    for indicator_code, figures in by_indicator.items():
        with signed.evidence(indicator_code) as frozen:
            for figure in figures:
                require_complete(signed, figure, members.of(frozen, figure).by_source())


def masked_cells(file: Path, source: dict[str, Any]) -> set[str]:
    """Return the cells of the row that a trace names, masked as a trace masks a NIK."""
    assert hashlib.sha256(file.read_bytes()).hexdigest() == source["sha256"]
    workbook = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), read_only=True)
    (row,) = workbook[source["sheet"]].iter_rows(source["row"], source["row"], values_only=True)
    digits = (re.sub(r"\D", "", str(cell)) for cell in row)
    return {f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" for text in digits if len(text) >= 8}


def test_nothing_of_a_person_is_in_editions_results_logs_or_open_tables(world: World):
    passed_on = files_below(world.home, ("editions", "rebuilds", "results", "logs", "lineage", "witness"))
    suffixes = {path.suffix for path in passed_on}

    assert suffixes >= {".html", ".pdf", ".xlsx", ".pptx", ".parquet", ".json", ".log"}
    with server.running(world.home) as address, psycopg.connect(address) as connection:
        data = personal_data.of(connection)
        assert min(len(data.keys), len(data.names), len(data.days)) > 10_000
        assert personal_data.in_files(data, passed_on) == {}
        assert personal_data.in_tables(data, connection, "marts", "publication", "control", "chain") == {}


def test_an_edition_verifies_until_a_byte_of_it_changes(world: World, tmp_path: Path):
    copy = tmp_path / "v1"
    shutil.copytree(world.home / "editions" / "2024-10" / "v1", copy)
    assert world.run("verify", str(copy)).returncode == 0

    report = copy / "report" / "laporan.html"
    report.chmod(0o600)
    report.write_bytes(report.read_bytes().replace(b"30,29", b"30,28", 1))

    answer = world.run("verify", str(copy), "--json")
    assert answer.returncode == 1
    assert "laporan.html" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("close", "2024-13"), 2, "is not a period"),
        (("close",), 2, "Missing argument"),
        (("submissions", "--period", "abc"), 2, "is not a period"),
        (("check", "/nonexistent", "--partner", "pemda-15.06", "--period", "2024"), 2, "is not a period"),
        (("figures", "2024-09"), 2, "2024-09"),
        (("verify", "/nonexistent"), 2, "is not an edition"),
        (("load", "/nonexistent"), 2, "has no extract.json"),
    ],
)
def test_wrong_use_is_answered_without_a_traceback(
    world: World, arguments: tuple[str, ...], code: int, said: str
):
    answer = world.run(*arguments)

    assert answer.returncode == code, answer.stderr
    assert said in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr


def test_one_file_is_checked_without_any_server(world: World, tmp_path: Path):
    inbox = tmp_path / "daftar.csv"
    inbox.write_text("NIK;Nama\n", encoding="utf-8")

    answer = world.run("check", str(inbox), "--kind", "pemda_rentan", "--area", "15.06", "--json")

    assert answer.returncode == 1, answer.stderr
    assert json.loads(answer.stdout)["refused"]["code"] == "TANPA_DATA"
    assert not any(True for _ in server_processes.processes(world.home / "pgdata"))
    assert [path.name for path in tmp_path.iterdir()] == ["daftar.csv"]

"""What a newcomer holds after `make demo`."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cakupan.orchestrator import processes
from cakupan.warehouse import server_processes
from told_world import World

EDITIONS = ("2024-10/v1", "2024-10/v2", "2025-09/v1")
# The figures of the press reports that the demo world was built from.
KNOWN = {
    "2024-10": {
        "ucj_ytd:2024-10:33.28": "30.29",
        "ucj_ytd:2024-10:33.28:PU": "64.23",
        "ucj_ytd:2024-10:33.28:BPU": "12.39",
        "ucj_ytd:2024-10:33.28:JAKON": "34.35",
    },
    "2025-09": {
        "ucj_ytd:2025-09:33.76": "52.55",
        "ucj_ytd:2025-09:33.76:PU": "59.84",
        "ucj_ytd:2025-09:33.76:BPU": "32.51",
        "ucj_ytd:2025-09:33.76:JAKON": "100.00",
    },
}


def personal_folders(home: Path) -> list[Path]:
    return [home / name for name in ("inbox", "outbox", "archive", "extracts", "pgdata", "secrets")]


def test_three_editions_are_published_with_their_reports(world: World):
    for edition in EDITIONS:
        for name in ("laporan.html", "laporan.pdf", "laporan.xlsx"):
            path = world.home / "editions" / edition / "report" / name
            assert path.stat().st_size > 10_000
            assert str(path) in world.output


def test_nothing_tried_to_leave_this_machine(world: World):
    attempts = world.record.read_text().splitlines() if world.record.exists() else []

    assert attempts == []


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
    assert len(record.read_text().splitlines()) >= 1


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
    answer = world.run("figures", period, "--json")
    values = {figure["figure_id"]: figure["value"] for figure in json.loads(answer.stdout)}

    assert {figure_id: values.get(figure_id) for figure_id in KNOWN[period]} == KNOWN[period]


def test_a_figure_is_traced_to_a_row_of_a_file(world: World):
    answer = world.run("trace", "vulnerable_handed_over:2024-10:15.06", "--json")
    told = json.dumps(json.loads(answer.stdout))

    assert answer.returncode == 0, answer.stderr
    assert "sha256" in told
    assert "pemda-15.06" in told


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

"""Airflow on this machine as its operator meets it: up, a browser, a killed task, down."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from browsing import open_browser
from cakupan.editions.proof import keys
from cakupan.errors import PipelineFailed
from cakupan.orchestrator import local, processes, runs
from cakupan.warehouse import server
from playwright.sync_api import expect
from told_world import CAKUPAN, World

PIPELINES = (
    *(
        "Close a month",
        "Take in lists",
        "Load the reference lists",
        "Load the register",
        "Verify all editions",
    ),
    *("Purge what was kept long enough", "Let old months leave for the lake"),
)
PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")
FIRST_AS_OF = "2024-11-06T02:00+07:00"
LAST_AS_OF = "2025-10-06T02:00+07:00"


@pytest.fixture(scope="module")
def up(world: World) -> Iterator[World]:
    """The demo world with Airflow up."""
    started = world.run("up", timeout=180)
    assert started.returncode == 0, started.stderr
    yield world
    stopped = world.run("down")
    assert stopped.returncode == 0
    assert "scheduler" in stopped.stdout
    assert processes.recorded(world.home) == []


def status(world: World) -> dict[str, object]:
    return dict(json.loads(world.run("status", "--json").stdout))


def test_up_says_where_and_status_agrees(up: World):
    answer = status(up)

    assert answer["is_up"] is True
    assert answer["is_postgres_up"] is True
    assert str(answer["url"]).startswith("http://127.0.0.1:")
    assert answer["password_file"] == str(up.home / "secrets" / "airflow.json")


def test_up_twice_is_up_once(up: World):
    before = {process.pid for process in processes.recorded(up.home)}

    assert up.run("up").returncode == 0

    assert {process.pid for process in processes.recorded(up.home)} == before


def test_the_web_interface_shows_every_pipeline_and_no_warning(up: World, tmp_path: Path):
    secret = json.loads((up.home / "secrets" / "airflow.json").read_text())
    url = str(status(up)["url"])
    with open_browser() as page:
        page.goto(url)
        page.locator("input[name=username]").fill(secret["user"])
        page.locator("input[name=password]").fill(secret["password"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("Health", exact=True)).to_be_visible(timeout=30_000)
        home = page.locator("body").inner_text()
        page.goto(f"{url}/dags")
        for name in PIPELINES:
            expect(page.get_by_text(name, exact=True).first).to_be_visible(timeout=20_000)
        listing = page.locator("body").inner_text()

    health = httpx.get(f"{url}/api/v2/monitor/health", trust_env=False).json()
    assert {part: answer["status"] for part, answer in health.items()} == dict.fromkeys(PARTS, "healthy")
    assert not re.search("error|warning|not appear to be running", home + listing, re.IGNORECASE)


def test_a_month_closed_again_with_the_same_knowledge_was_already_published(up: World):
    answer = up.run("close", "2025-09", "--as-of", "2025-10-06T02:00+07:00", "--json")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["outcome"] == "already_published"
    assert json.loads(answer.stdout)["edition"] == "2025-09/v1"


def test_a_month_that_is_not_over_is_refused_in_one_sentence(up: World):
    answer = up.run("close", "2025-12")

    assert answer.returncode == 1
    assert "2025-12 is not over" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_month_without_a_denominator_is_refused_in_one_sentence(up: World):
    answer = up.run("close", "2023-12")

    assert answer.returncode == 1
    assert "2023-12 has no denominator" in answer.stderr
    assert "Load a `workforce` extract first" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (up.home / "editions" / "2023-12").exists()


def test_a_run_told_what_its_pipeline_does_not_read_is_refused_before_it_does_anything(up: World):
    with local.connect(up.home) as airflow:
        with pytest.raises(PipelineFailed, match=r"does not read 'perod'.*mean 'period'") as refused:
            runs.execute(airflow, "close_month", {"perod": "2024-10", "actor": "somebody"})
        with pytest.raises(PipelineFailed, match=r"task (find|check_chain) .*does not read 'edition'"):
            runs.execute(airflow, "verify_editions", {"edition": "2024-10/v1"})

    assert "task start (try 1)" in str(refused.value)


def test_every_edition_is_verified_by_a_task_of_its_own(up: World):
    editions = list((up.home / "editions").glob("*/v*/manifest.json"))

    with local.connect(up.home) as airflow:
        run_id = runs.execute(airflow, "verify_editions", {})
        tasks = [task for task in airflow.tasks("verify_editions", run_id) if task.task_id == "verify"]

    assert len(editions) == 3
    assert sorted(task.map_index for task in tasks) == [0, 1, 2]
    assert {task.state for task in tasks} == {"success"}


def test_a_task_killed_in_the_middle_is_tried_again_and_the_old_edition_comes_out_byte_for_byte(up: World):
    # given the first edition of October 2024, rebuilt after everything that was loaded since
    closing = subprocess.Popen(
        [str(CAKUPAN), "close", "2024-10", "--as-of", FIRST_AS_OF, "--dry-run", "--json"],
        env=up.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    # when the process that builds the facts is killed
    killed = _kill_task(up.home, "build_facts")
    out, said = closing.communicate(timeout=600)

    # then Airflow tries again and the bytes are those that were published
    assert closing.returncode == 0, said
    assert killed
    assert "build_facts" in said
    assert "(try 2)" in said
    answer = json.loads(out)
    assert answer["outcome"] == "rebuilt"
    assert answer["message"] == "the same bytes as 2024-10/v1"


def test_a_shut_gate_fails_the_run_and_publishes_nothing(up: World):
    # given a row that landed twice, which the judgement of its file does not know of
    before = _published(up.home)
    with _one_row_too_many(up.home) as submission_id:
        # when the month is closed again with all that is known now
        answer = up.run("close", "2024-10", "--as-of", LAST_AS_OF, "--reason", "Daftar susulan")

    # then the gate says which expectation of which file does not hold, and the run ends there
    assert answer.returncode == 1, answer.stderr
    assert "Gate 'marts' is shut, nothing is published" in answer.stderr
    assert "gate__submission_conservation.landed_rows and received" in answer.stderr
    assert submission_id in answer.stderr
    assert "Traceback" not in answer.stderr
    assert _last_close(up.home) == {
        "run": "failed",
        "build_figures": "success",
        "gate_marts": "failed",
        "freeze": "upstream_failed",
        "publish": "upstream_failed",
    }
    assert _published(up.home) == before


def test_a_close_that_waits_for_its_approver_ends_well_and_publishes_nothing(up: World, tmp_path: Path):
    # given an approver whose signature every edition needs
    (tmp_path / "kepala.pub").write_bytes(keys.generate().public)
    added = up.run(
        "key", "add", str(tmp_path / "kepala.pub"), "--name", "Kepala Bidang", "--reason", "SK", "--json"
    )
    assert added.returncode == 0, added.stderr
    before = _published(up.home)

    # when a month is closed
    answer = up.run("close", "2024-11", "--as-of", LAST_AS_OF)

    # then the edition is sealed and waits, the run is no failure, and who has to sign is said
    assert answer.returncode == 1, answer.stderr
    assert "2024-11 is sealed and not published yet" in answer.stdout
    assert "waits for the signature of Kepala Bidang" in answer.stdout
    assert _last_close(up.home) == {
        "run": "success",
        "build_figures": "success",
        "gate_marts": "success",
        "freeze": "success",
        "publish": "skipped",
    }
    assert _published(up.home)[1] == before[1]
    ended = up.run("key", "end", json.loads(added.stdout)["fingerprint"], "--reason", "Selesai")
    assert ended.returncode == 0, ended.stderr


def _published(home: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the editions on disk, staging folders included, and those in the warehouse."""
    with psycopg.connect(server.read_secret(home)["dsn"]) as connection:
        rows = connection.execute("select period, version from publication.edition order by 1, 2").fetchall()
    return sorted(str(path) for path in (home / "editions").glob("*/*")), rows


@contextmanager
def _one_row_too_many(home: Path) -> Iterator[str]:
    """Land one row of a submission of October 2024 once more, for a while."""
    with psycopg.connect(server.read_secret(home)["dsn"], autocommit=True) as connection:
        found = connection.execute(
            "select submission_no, submission_id, judgement_no from intake.submission_summary"
            " where period = '2024-10' and accepted > 0"
            " order by submission_no, judgement_no desc limit 1"
        ).fetchone()
        assert found is not None
        submission_no, submission_id, judgement_no = found
        key = {"period": "2024-10", "submission_no": submission_no, "judgement_no": judgement_no}
        connection.execute(
            "insert into intake.roster_row"
            " (period, submission_no, judgement_no, sheet_no, row_number, verdict)"
            " values (%(period)s, %(submission_no)s, %(judgement_no)s, 1, 999999, 'duplicate')",
            key,
        )
        try:
            yield submission_id
        finally:
            gone = connection.execute(
                "delete from intake.roster_row where period = %(period)s and row_number = 999999"
                " and submission_no = %(submission_no)s and judgement_no = %(judgement_no)s",
                key,
            )
            assert gone.rowcount == 1


def _last_close(home: Path) -> dict[str, str]:
    """Return the states, as Airflow has them, of the last close and of the tasks about its gate."""
    names = ["build_figures", "gate_marts", "freeze", "publish"]
    with psycopg.connect(server.read_secret(home)["airflow_dsn"]) as connection:
        run = connection.execute(
            "select run_id, state from dag_run where dag_id = 'close_month' order by id desc limit 1"
        ).fetchone()
        assert run is not None
        tasks = connection.execute(
            "select task_id, state from task_instance where dag_id = 'close_month' and run_id = %s"
            " and task_id = any(%s)",
            [run[0], names],
        ).fetchall()
    return {"run": run[1], **dict(tasks)}


def _kill_task(home: Path, task_id: str) -> int:
    """Kill the process that runs a task a moment after its log begins, and return its id."""
    logs = home / "logs" / "airflow" / "dag_id=close_month"
    seen = set(logs.glob(f"*/task_id={task_id}/attempt=1.log"))
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        for log in set(logs.glob(f"*/task_id={task_id}/attempt=1.log")) - seen:
            instance = re.search(r'"ti_id":"([0-9a-f-]+)"', log.read_text())
            if instance and (pid := _process_of(home, instance.group(1))):
                time.sleep(3)
                os.kill(pid, signal.SIGKILL)
                return pid
        time.sleep(0.2)
    return 0


def _process_of(home: Path, instance: str) -> int | None:
    sessions = {process.pid for process in processes.recorded(home)}
    titles = {_command(pid): pid for pid in processes.members(sessions)}
    return next(
        (pid for title, pid in titles.items() if title.strip() == f"airflow worker -- {instance}"), None
    )


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""

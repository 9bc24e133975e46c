"""Rosters taken in through Airflow as an operator does: counts at the command line and in the note."""

import json
from pathlib import Path

import psycopg
import pytest
from archives import archive
from builders import sheet
from cakupan.warehouse import server
from intake_builders import ANI, BUDI, HEADER
from told_world import World

PARTNER = "pemda-15.06"


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    """A folder as a partner would fill it: a list, an archive with a list and a picture, a torn file."""
    folder = tmp_path / PARTNER / "pemda_rentan" / "2024-10"
    folder.mkdir(parents=True)
    (folder / "daftar 'A'.xlsx").write_bytes(sheet([HEADER, ANI, ANI]))
    (folder / "kiriman.zip").write_bytes(
        archive(("b.xlsx", sheet([HEADER, BUDI])), ("c.png", b"\x89PNG\r\n"))
    )
    (folder / "torn.xlsx").write_bytes(b"PK\x03\x04 torn")
    stranger = tmp_path / "nobody-1"
    stranger.mkdir()
    (stranger / "a.xlsx").write_bytes(sheet([HEADER, ANI]))
    return tmp_path


def test_what_became_of_a_run_is_printed_noted_and_listed(world: World, delivered: Path):
    # when an operator takes the folder in
    answer = world.run("ingest", "--inbox", str(delivered), "--json")

    # then all of it is counted, and what somebody has to look at is listed
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert (found["copied_files"], found["files"], found["archives"]) == (4, 6, 1)
    assert (found["submissions"], found["refused"], found["refused_at_the_door"]) == (4, 2, 1)
    assert (
        found["received_rows"] == found["accepted_rows"] + found["quarantined_rows"] + found["duplicate_rows"]
    )
    assert found["received_rows"] == 3
    codes = [each["code"] for each in found["to_look_at"] if each["outcome"] == "refused"]
    assert sorted(codes) == ["BERKAS_RUSAK", "BUKAN_LEMBAR_KERJA", "MITRA_TIDAK_DIKENAL"]

    # and the run in Airflow says the same, each batch by its first submission
    note, labels = _run(world.home, found["run_id"])
    assert "files: 6 arrived, 0 received before, 1 refused at the door, 1 archives opened" in note
    assert "submissions: 4 judged" in note
    assert all(label.startswith("S") and label.endswith(" files)") for label in labels)
    assert len(labels) == 1


def _run(home: Path, run_id: str) -> tuple[str, list[str]]:
    """Return a run's note and the names of its batches."""
    with server.running(home), psycopg.connect(server.read_secret(home)["airflow_dsn"]) as connection:
        ((note,),) = connection.execute(
            "select content from dag_run_note inner join dag_run on dag_run.id = dag_run_note.dag_run_id"
            " where run_id = %s",
            [run_id],
        ).fetchall()
        labels = connection.execute(
            "select rendered_map_index from task_instance where run_id = %s and task_id = 'land'", [run_id]
        ).fetchall()
    return str(note), [row[0] for row in labels]

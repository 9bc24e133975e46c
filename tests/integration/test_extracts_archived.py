"""What an extract said can be read again under its hash, whatever becomes of the folder it came in."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.parquet
import pytest
from cakupan import settings
from cakupan.errors import ExtractRefused, NotAsArchived
from cakupan.reference import shipped
from cakupan.register import delivered, extract_file, extracts
from cakupan.warehouse import archive
from cakupan.warehouse.connection import connect
from extract_builders import WORKFORCE, members, write_extract

LOAD_AND_DIE = """
import os, sys
from pathlib import Path
from cakupan.register import extracts
from cakupan.warehouse import archive
publish = archive.publish
def dies(drafts):
    if sys.argv[2] == "after":
        publish(drafts)
    os._exit(9)
archive.publish = dies
extracts.load_folder(Path(sys.argv[1]), "register")
"""


def hashes(warehouse: str) -> list[str]:
    with psycopg.connect(warehouse) as connection:
        rows = connection.execute("select sha256 from control.load_file order by load_no, file_no").fetchall()
    return [row[0] for row in rows]


def in_archive() -> list[str]:
    return sorted(path.name for path in settings.load().folder("archive").iterdir())


def below_extracts(name: str, mode: str = "full", **tables: list[dict[str, str]]) -> Path:
    return write_extract(settings.load().folder("extracts") / name, mode, **tables)


def test_the_bytes_of_every_file_are_in_the_archive_once_it_is_loaded(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"), workforce=[WORKFORCE])

    extracts.load_folder(folder, "register")
    extracts.load_folder(folder, "reference")

    for sha256, name in zip(hashes(warehouse), ("membership.csv", "workforce.csv"), strict=True):
        place = archive.archived(sha256)
        assert place.read_bytes() == (folder / name).read_bytes()
        assert place.stat().st_mode & 0o777 == 0o600
    assert len(in_archive()) == 2


def test_an_extract_written_over_afterwards_leaves_what_was_loaded_readable(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1", "M2"))
    before = (folder / "membership.csv").read_bytes()
    extracts.load_folder(folder, "register")
    with (folder / "membership.csv").open("r+b") as file:  # in its place, as a link to it would notice
        file.write(b"x" * len(before))
    extracts.load_folder(write_extract(folder, membership=members("M1", "M2", "M3")), "register")

    first, second = (archive.archived(sha256) for sha256 in hashes(warehouse))

    assert first.read_bytes() == before
    assert second.read_bytes() == (folder / "membership.csv").read_bytes()


def test_a_parquet_file_is_read_from_its_bytes_as_a_csv_file_is(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=[])
    (folder / "membership.csv").unlink()
    rows = [{name: None for name in ("nik", "kpj", "full_name")} | members("M1")[0]]
    columns = extracts.contracts()["membership"].column_names
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in columns})
    pa.parquet.write_table(table, folder / "membership.parquet")

    summary = extracts.load_folder(folder, "register")

    assert summary.files[0].new_rows == 1
    (sha256,) = hashes(warehouse)
    assert archive.archived(sha256).read_bytes() == (folder / "membership.parquet").read_bytes()


def test_the_same_bytes_in_two_folders_are_kept_once(warehouse: str, tmp_path: Path):
    first = write_extract(tmp_path / "a", membership=members("M1"))
    second = write_extract(tmp_path / "b", membership=members("M1"))
    extracts.load_folder(first, "register")
    before = archive.archived(hashes(warehouse)[0]).stat()

    extracts.load_folder(second, "register", again=True)

    assert len(in_archive()) == 1
    after = archive.archived(hashes(warehouse)[0]).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_refused_extract_leaves_nothing_in_the_archive(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1", active_from="31/12/2024"))

    with pytest.raises(ExtractRefused, match=r"membership, column active_from, record 2"):
        extracts.load_folder(folder, "register")

    assert in_archive() == []


def test_a_message_names_the_file_as_it_was_delivered(warehouse: str, tmp_path: Path):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    (folder / "membership.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ExtractRefused, match=r"^membership\.csv cannot be read"):
        extracts.load_folder(folder, "register")


def test_a_file_that_changes_while_it_is_loaded_is_refused_and_nothing_of_it_is_kept(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    hashed = extract_file.sha256

    def then_change(path: Path) -> str:
        sha256 = hashed(path)
        write_extract(folder, membership=members("M2"))
        return sha256

    monkeypatch.setattr(extract_file, "sha256", then_change)

    with pytest.raises(ExtractRefused, match=r"a/membership\.csv changed while it was loaded"):
        extracts.load_folder(folder, "register")

    assert hashes(warehouse) == []
    assert in_archive() == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_load_killed_while_it_archives_is_loaded_whole_the_next_time(
    warehouse: str, tmp_path: Path, when: str
):
    folder = write_extract(tmp_path / "a", membership=members("M1"))
    paths = os.pathsep.join(path for path in sys.path if path)
    killed = subprocess.run(
        [sys.executable, "-c", LOAD_AND_DIE, str(folder), when],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
        capture_output=True,
        text=True,
    )
    assert killed.returncode == 9, killed.stderr
    assert hashes(warehouse) == []

    summary = extracts.load_folder(folder, "register")

    assert summary.files[0].new_rows == 1
    assert archive.archived(hashes(warehouse)[0]).read_bytes() == (folder / "membership.csv").read_bytes()


def test_a_file_is_copied_piece_by_piece(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rows = members(*(f"M{number}" for number in range(30_000)))
    folder = write_extract(tmp_path / "a", membership=rows)
    pieces: list[int] = []
    write = archive.write_draft

    def counted(chunks):
        def passing():
            for chunk in chunks:
                pieces.append(len(chunk))
                yield chunk

        return write(passing())

    monkeypatch.setattr(archive, "write_draft", counted)

    extracts.load_folder(folder, "register")

    assert sum(pieces) == (folder / "membership.csv").stat().st_size
    assert len(pieces) > 1
    assert max(pieces) <= extract_file.CHUNK_BYTES


def test_the_shipped_lists_are_archived_and_put_back_when_they_are_lost(warehouse: str):
    shipped.load()
    first, second = hashes(warehouse)
    before = archive.archived(first).read_bytes()
    archive.place_of(first).unlink()

    again = shipped.load()

    assert first == second
    assert again.load_no is None
    assert archive.archived(first).read_bytes() == before
    assert b"area_move.csv\n" in before


class TestBeforeThereWasAnArchive:
    @pytest.fixture
    def folder(self, warehouse: str) -> Path:
        folder = below_extracts("2024-11-01", membership=members("M1"), workforce=[WORKFORCE])
        extracts.load_folder(folder, "register")
        extracts.load_folder(folder, "reference")
        for path in settings.load().folder("archive").iterdir():
            path.unlink()
        return folder

    def test_files_still_there_are_pending_and_are_archived_without_another_load(
        self, warehouse: str, folder: Path
    ):
        assert extracts.pending("register") == [folder]

        summary = extracts.load_folder(folder, "register")

        assert summary.load_no is None
        assert extracts.pending("register") == []
        assert extracts.pending("reference") == [folder]
        assert len(hashes(warehouse)) == 2
        assert archive.archived(hashes(warehouse)[0]) is not None

    def test_files_that_are_gone_are_told_by_name(
        self, warehouse: str, folder: Path, caplog: pytest.LogCaptureFixture
    ):
        lost = hashes(warehouse)[0]
        (folder / "membership.csv").unlink()
        (folder / "extract.json").write_text('{"workforce": "full"}')

        with caplog.at_level(logging.WARNING):
            extracts.load_folder(folder, "reference")

        with connect() as connection:
            assert [one.sha256 for one in delivered.unkept(connection)] == [lost]
        assert f"2024-11-01/membership.csv (load 1, sha256 {lost[:16]})" in caplog.text
        assert "workforce.csv" not in caplog.text

    def test_damaged_bytes_are_noticed_and_replaced_by_a_load_of_the_same_file(
        self, warehouse: str, folder: Path, caplog: pytest.LogCaptureFixture
    ):
        sha256 = hashes(warehouse)[0]
        archive.place_of(sha256).write_bytes(b"others")
        with pytest.raises(NotAsArchived, match=sha256):
            archive.archived(sha256)

        with caplog.at_level(logging.WARNING):
            extracts.load_folder(folder, "register")

        assert archive.archived(sha256).read_bytes() == (folder / "membership.csv").read_bytes()
        assert "should hold the bytes with that sha256" in caplog.text

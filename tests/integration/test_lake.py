"""The lake gives the rows that the warehouse gives, as of every instant, and says when it cannot."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cakupan import cli, settings
from cakupan.editions import steps
from cakupan.errors import LakeBehind, LakeDamaged
from cakupan.lake import catching_up, place, reading, record, writing
from cakupan.lake.tables import BY_NAME, TABLES
from lake_world import INSTANTS, at, compared, in_lake, in_warehouse, lake_world
from typer.testing import CliRunner, Result
from world_builders import World

EMPTY_HERE = {
    "register.employer", "register.project", "register.claim", "reference.area_move",
    "reference.office", "reference.agreement", "reference.agreement_action", "reference.commitment",
    "reference.contribution_rate", "reference.published_figure", "publication.edition", "publication.figure",
}  # fmt: skip


@pytest.fixture
def this(postgres: str, template: str, tmp_path: Path) -> Iterator[World]:
    with lake_world(postgres, template, tmp_path) as opened:
        yield opened


def root() -> Path:
    return settings.load().folder("lake")


def bytes_of_lake() -> dict[str, bytes]:
    return {str(path.relative_to(root())): path.read_bytes() for path in root().rglob("*") if path.is_file()}


@pytest.mark.parametrize("as_of", INSTANTS, ids=str)
def test_every_table_has_the_rows_of_the_warehouse_as_of_any_instant(this: World, as_of):
    catching_up.catch_up()

    assert compared(this.connection, as_of) == {}


def test_the_world_of_these_tests_has_rows_in_what_a_close_reads(this: World):
    filled = {t.name for t in TABLES for as_of in INSTANTS if in_warehouse(this.connection, t, as_of)}

    assert {table.name for table in TABLES} - filled == EMPTY_HERE


def test_what_is_caught_up_is_written_once(this: World):
    first = catching_up.catch_up()
    before = bytes_of_lake()

    again = catching_up.catch_up()

    assert first.loads == len(this.load_nos) + 2  # merge and split are loads too
    assert (again.loads, again.files, again.rows) == (0, 0, 0)
    assert bytes_of_lake() == before


def test_a_later_load_adds_files_and_touches_none(this: World):
    catching_up.catch_up()
    before = bytes_of_lake()
    load_no = this.load("2026-02-01")
    this.replace("register.membership", membership_id="M2")
    this.connection.execute("insert into identity.resolved_load values (%s)", [load_no])
    this.connection.commit()

    catching_up.catch_up()

    added = {name for name in bytes_of_lake() if name not in before}
    assert added == {
        f"control/load/load={load_no}/1.parquet",
        f"register/membership.closed/load={load_no}/1.parquet",
    }
    assert {name: content for name, content in bytes_of_lake().items() if name in before} == before
    assert len(in_lake(this.connection, BY_NAME["register.membership"], at("2026-03-01"))) == 1


def test_the_same_rows_give_the_same_bytes(this: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    catching_up.catch_up()
    files = record.files(this.connection)

    monkeypatch.setattr("cakupan.warehouse.copy_out.BLOCK_BYTES", 64)
    other = place.Place(str(tmp_path / "other"))
    again = [writing.again(this.connection, other, file, 1, writing.FIRST) for file in files]

    assert [(f.path, f.sha256) for f in again] == [(f.path, f.sha256) for f in files]


def test_what_no_close_has_seen_waits(this: World):
    this.connection.execute("delete from control.close_run where as_of > '2025-01-01'")
    this.connection.commit()

    done = catching_up.catch_up()

    assert done.loads == 4  # up to that of 2024-11-05
    assert compared(this.connection, at("2024-11-06")) == {}
    with pytest.raises(LakeBehind, match=r"\d loads are not in it. Run `cakupan lake catch-up`"):
        reading.relation(this.connection, "register.membership", at("2024-12-02"))


def test_a_load_that_nobody_resolved_waits(this: World):
    this.load("2025-01-01")
    this.connection.commit()

    catching_up.catch_up()

    with pytest.raises(LakeBehind, match="1 loads are not in it"):
        reading.relation(this.connection, "identity.decision", INSTANTS[-1])


class TestDamage:
    def test_a_missing_file_is_told_by_its_name(self, this: World):
        path = self.of_members()
        (root() / path).unlink()

        assert f"{path}: missing" in self.refused(this)

    def test_a_file_cut_short_is_told_by_its_name(self, this: World):
        path = self.of_members()
        content = (root() / path).read_bytes()
        (root() / path).write_bytes(content[:-1])

        assert f"{path}: {len(content) - 1} bytes, written with {len(content)}" in self.refused(this)

    def test_a_changed_byte_is_told_by_the_name_of_its_file(self, this: World):
        path = self.of_members()
        content = bytearray((root() / path).read_bytes())
        content[20] ^= 1
        (root() / path).write_bytes(content)

        assert f"{path}: other bytes than were written" in self.refused(this)

    def test_a_damaged_closing_is_told_too(self, this: World):
        catching_up.catch_up()
        (path,) = (root() / "register" / "membership.closed").rglob("*.parquet")
        path.write_bytes(b"")

        assert "membership.closed/" in self.refused(this)

    def test_other_tables_are_read_all_the_same(self, this: World):
        (root() / self.of_members()).unlink()

        assert in_lake(this.connection, BY_NAME["reference.area"], INSTANTS[-1])

    def of_members(self) -> str:
        catching_up.catch_up()
        path = min((root() / "register" / "membership").rglob("*.parquet"))
        return str(path.relative_to(root()))

    def refused(self, this: World) -> str:
        with pytest.raises(LakeDamaged) as told:
            reading.relation(this.connection, "register.membership", INSTANTS[-1])
        return str(told.value)


def test_a_writer_that_was_killed_leaves_nothing_that_counts(this: World, monkeypatch: pytest.MonkeyPatch):
    real = record.add
    (root() / ".drafts").mkdir()
    (root() / ".drafts" / "half").write_bytes(b"PAR1")

    def killed(connection, written):
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        catching_up.catch_up()
    assert record.files(this.connection) == []
    monkeypatch.setattr(record, "add", real)

    catching_up.catch_up()

    assert compared(this.connection, INSTANTS[-1]) == {}
    assert not list((root() / ".drafts").glob("*"))
    assert set(bytes_of_lake()) == {file.path for file in record.files(this.connection)}


class TestCommands:
    def test_catching_up_is_told_in_files_and_rows(self, this: World):
        said = json.loads(asked("catch-up", "--json").stdout)

        files = record.files(this.connection)
        assert (said["files"], said["bytes"]) == (len(files), sum(file.size_bytes for file in files))
        assert said["rows"] == sum(file.row_count for file in files)

    def test_status_tells_what_is_lacking_before_and_what_is_held_after(self, this: World):
        before = json.loads(asked("status", "--json").stdout)
        asked("catch-up")
        after = json.loads(asked("status", "--json").stdout)

        assert (before["lacking_loads"], before["files"]) == (len(this.load_nos) + 2, 0)
        assert (after["lacking_loads"], after["tables"]["intake.roster_row"]) == (0, 6)
        assert not after["is_kept"]

    def test_a_whole_lake_is_said_to_be_whole(self, this: World):
        asked("catch-up")

        result = asked("check")

        assert (result.exception, "0 not as they were written" in result.stdout) == (None, True)

    def test_damage_is_told_and_mended_from_the_warehouse(self, this: World):
        asked("catch-up")
        damaged = sorted((root() / "intake" / "roster_row").rglob("*.parquet"))
        units = next((root() / "register" / "unit_key").rglob("*.parquet"))
        damaged[0].write_bytes(b"PAR1")
        damaged[1].unlink()
        units.unlink()

        told = asked("check")
        mended = asked("check", "--mend")

        assert isinstance(told.exception, LakeDamaged)
        assert told.stdout.count("missing") == 2
        assert (mended.exception, mended.stdout.count("written again")) == (None, 3)
        assert asked("check").exception is None
        assert compared(this.connection, INSTANTS[-1]) == {}

    def test_what_the_warehouse_does_not_hold_is_not_mended_and_nothing_else_is_put_in_its_place(
        self, this: World
    ):
        asked("catch-up")
        path = min((root() / "intake" / "roster_row").rglob("*.parquet"))
        path.write_bytes(b"PAR1")
        this.connection.execute("delete from intake.roster_row")
        this.connection.commit()

        mended = asked("check", "--mend")

        assert "put them back from a backup" in str(mended.exception)
        assert path.read_bytes() == b"PAR1"


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["lake", *arguments])


def test_two_at_once_write_everything_once(this: World):
    with ThreadPoolExecutor(2) as pool:
        done = [job.result() for job in [pool.submit(catching_up.catch_up) for _ in range(2)]]

    assert sorted(one.loads for one in done) == [0, len(this.load_nos) + 2]
    assert compared(this.connection, INSTANTS[-1]) == {}


class TestClose:
    def test_a_close_lets_a_lake_that_is_kept_catch_up(self, this: World, monkeypatch: pytest.MonkeyPatch):
        steps._let_lake_catch_up()
        assert record.files(this.connection) == []

        monkeypatch.setenv("CAKUPAN_LAKE", str(root()))
        settings.load.cache_clear()
        steps._let_lake_catch_up()

        assert compared(this.connection, INSTANTS[-1]) == {}

    def test_a_close_goes_on_where_the_lake_does_not_answer(
        self, this: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ):
        (root() / "no-folder").write_text("a file")
        monkeypatch.setenv("CAKUPAN_LAKE", str(root() / "no-folder" / "lake"))
        settings.load.cache_clear()

        steps._let_lake_catch_up()

        assert "no-folder/lake cannot be reached" in caplog.text
        assert record.files(this.connection) == []

"""Load a folder of extracts: `extract.json` and one CSV or Parquet file per table, changes only."""

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cakupan import settings
from cakupan.errors import ExtractRefused, NotFound
from cakupan.register import changes, extract_file, published, unit_keys
from cakupan.register.changes import Mode
from cakupan.register.contract import Half, contracts
from cakupan.register.delivered import Delivered, kept, unkept
from cakupan.warehouse import archive, loads, locks
from cakupan.warehouse.connection import Connection, connect

logger = logging.getLogger(__name__)

MANIFEST = "extract.json"
FILES_NAMED = 20  # more files than these are not spelled out in a message


@dataclass(frozen=True, kw_only=True)
class LoadedFile:
    """What one file of a load changed."""

    table: str
    file_name: str
    mode: Mode
    rows: int
    new_rows: int
    closed_rows: int


@dataclass(frozen=True, kw_only=True)
class LoadSummary:
    """One load; `load_no` is null when there was nothing to do."""

    load_no: int | None
    files: tuple[LoadedFile, ...]


def load_folder(folder: Path, tables: Half, *, again: bool = False) -> LoadSummary:
    """Load the register or the reference tables of a folder in one transaction, never-loaded files only.

    With `again`, a folder all of whose files were loaded before and none is the newest is a return to it.

    Raises:
        NotFound: there is no such folder.
        ExtractRefused: a file breaks its contract; nothing of the folder is loaded.
    """
    delivered = [one for one in _delivered(folder) if one.contract.half == tables]
    return load(delivered, tables, again=again)


def load(delivered: list[Delivered], kind: Half, *, again: bool = False) -> LoadSummary:
    """Load checked files under one load number, as `load_folder` does those of a folder."""
    with connect() as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [locks.EXTRACTS])
        fresh = _to_load(connection, delivered, again)
        # Their bytes are kept before the rows are visible; so are those of files that were loaded before.
        with kept(delivered) as places:
            summary = _load_all(connection, fresh, kind, places)
        _tell_unkept(connection)
    return summary


def _load_all(
    connection: Connection, fresh: list[Delivered], kind: Half, places: dict[str, Path]
) -> LoadSummary:
    if not fresh:
        return LoadSummary(load_no=None, files=())
    with loads.load(connection, kind, source_sha256=_sha256_of_all(fresh)) as under_way:
        files = tuple(
            _load_file(connection, one, places[one.sha256], under_way.load_no, file_no)
            for file_no, one in enumerate(fresh, start=1)
        )
    return LoadSummary(load_no=under_way.load_no, files=files)


def _tell_unkept(connection: Connection) -> None:
    missing = unkept(connection)
    if missing:
        logger.warning(
            "%s files were loaded and are not in the archive, so figures on their rows lead to no bytes:"
            " %s%s. Put them back below extracts/ and load their folder again.",
            len(missing),
            ", ".join(str(one) for one in missing[:FILES_NAMED]),
            " and others" if len(missing) > FILES_NAMED else "",
        )


def pending(tables: Half | None = None) -> list[Path]:
    """Return the folders below `extracts/` with a file never loaded or not archived, in order of their names.

    A folder counts once `extract.json` is there, so write that last. Bytes loaded before are not pending.
    """
    folders = sorted(path.parent for path in settings.load().folder("extracts").glob(f"*/{MANIFEST}"))
    if not folders:
        return []
    with connect() as connection:
        known = set(connection.execute("select table_name, mode, sha256 from control.load_file").fetchall())
    return [folder for folder in folders if _has_unknown_file(folder, tables, known)]


def _has_unknown_file(folder: Path, tables: Half | None, known: set[tuple[str, str, str]]) -> bool:
    """Answer yes also for a folder that will be refused: the load is where that is told."""
    try:
        delivered = _delivered(folder)
    except ExtractRefused:
        return True
    return any(
        (one.contract.table, one.mode, one.sha256) not in known or not archive.place_of(one.sha256).exists()
        for one in delivered
        if tables in (None, one.contract.half)
    )


def _delivered(folder: Path) -> list[Delivered]:
    """Return what a folder holds, in alphabetical order of the tables."""
    modes = _modes(folder)
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix in extract_file.SUFFIXES and not path.name.startswith(".")
    ]
    for path in paths:
        if path.stem not in contracts():
            raise ExtractRefused(
                f"{folder.name}/{path.name}: no such table; expected one of {', '.join(contracts())}."
            )
        if path.stem not in modes:
            raise ExtractRefused(
                f'{folder.name}/{MANIFEST} does not say whether {path.stem} is "full" or "delta".'
            )
    names = [path.stem for path in paths]
    for table in modes:
        if names.count(table) != 1:
            raise ExtractRefused(
                f"{folder.name}: {names.count(table)} files for the table {table} of {MANIFEST};"
                f" expected one, {table}.csv or {table}.parquet."
            )
    return [
        Delivered(
            contract=contracts()[path.stem],
            mode=modes[path.stem],
            file_name=f"{folder.name}/{path.name}",
            sha256=extract_file.sha256(path),
            content=partial(extract_file.chunks, path),
        )
        for path in paths
    ]


def _modes(folder: Path) -> dict[str, Mode]:
    """Return what `extract.json` says of each table."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.")
    manifest = folder / MANIFEST
    if not manifest.exists():
        raise ExtractRefused(
            f'{folder.name}: {MANIFEST} is missing; expected {{"<table>": "full" or "delta"}}.'
        )
    try:
        modes = json.loads(manifest.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ExtractRefused(f"{folder.name}/{MANIFEST} is not JSON: {error}.") from error
    is_understood = isinstance(modes, dict) and all(mode in ("full", "delta") for mode in modes.values())
    if not is_understood:
        raise ExtractRefused(f'{folder.name}/{MANIFEST}: expected {{"<table>": "full" or "delta"}}.')
    return {str(table): mode for table, mode in modes.items()}


def _to_load(connection: Connection, delivered: list[Delivered], again: bool) -> list[Delivered]:
    """Return the files never loaded: one mended in an old folder must not bring back those beside it."""
    unknown = [one for one in delivered if not _was_loaded(connection, one)]
    if unknown or not again or any(_is_newest(connection, one) for one in delivered):
        return unknown
    return delivered


def _was_loaded(connection: Connection, one: Delivered) -> bool:
    loaded = connection.execute(
        "select from control.load_file where table_name = %s and mode = %s and sha256 = %s limit 1",
        [one.contract.table, one.mode, one.sha256],
    )
    return bool(loaded.fetchall())


def _is_newest(connection: Connection, one: Delivered) -> bool:
    newest = connection.execute(
        "select sha256, mode from control.load_file where table_name = %s order by load_no desc limit 1",
        [one.contract.table],
    ).fetchone()
    return newest == (one.sha256, one.mode)


def _sha256_of_all(delivered: list[Delivered]) -> str:
    lines = [f"{one.contract.table} {one.mode} {one.sha256}\n" for one in delivered]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _load_file(connection: Connection, one: Delivered, place: Path, load_no: int, file_no: int) -> LoadedFile:
    rows = one.read(place)
    published.check(connection, one.contract, rows)
    written = changes.write(connection, one.contract, rows, one.mode, load_no, file_no)
    unit_keys.register(connection, one.contract, load_no)
    loaded = LoadedFile(
        table=one.contract.table,
        file_name=one.file_name,
        mode=one.mode,
        rows=written.rows,
        new_rows=written.new_rows,
        closed_rows=written.closed_rows,
    )
    connection.execute(
        "insert into control.load_file"
        " (load_no, file_no, table_name, file_name, sha256, mode, rows, new_rows, closed_rows)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            load_no, file_no, loaded.table, loaded.file_name, one.sha256, loaded.mode,
            loaded.rows, loaded.new_rows, loaded.closed_rows,
        ],
    )  # fmt: skip
    logger.info(
        "%s: %s rows, %s new or changed, %s closed",
        loaded.file_name, loaded.rows, loaded.new_rows, loaded.closed_rows,
    )  # fmt: skip
    return loaded

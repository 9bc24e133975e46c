"""DuckDB over the frozen data of editions: bounded memory, a spill folder, and no way out.

An edition may come from anybody, so its queries can read the files it was opened with and nothing else: no
other file, no network, no extension, no setting.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from cakupan import settings
from cakupan.editions.frozen import layout, queries
from cakupan.editions.frozen.evidence import EVIDENCE, OF_MATCHES
from cakupan.errors import CakupanError, EditionDamaged, NoRoom

BATCH_ROWS = 1 << 16
ONLY = "edition"
AREA_CLOSURE = "area_closure"
LOCKS = (
    "set parquet_metadata_cache = true",
    "set python_enable_replacements = false",
    "set allowed_paths = {files}",
    "set enable_external_access = false",
    "set lock_configuration = true",
)
KINDS = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.bool_(): "BOOLEAN"}
EVIDENCE_COLUMNS = [(field.name, KINDS[field.type]) for field in EVIDENCE]
COLUMNS_BEFORE_MATCHES = [(name, kind) for name, kind in EVIDENCE_COLUMNS if name not in OF_MATCHES]


class Frozen:
    """Frozen facts, dimensions and evidence as views, each bundle in a schema of its own.

    A fact is `fct_<name>`, a dimension is called by its name, evidence `evidence__<indicator>`. Of a single
    bundle they are found without a schema.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._evidence: dict[str, tuple[str, ...]] = {}

    def evidence(self, schema: str = ONLY) -> tuple[str, ...]:
        """Return the indicators whose evidence a bundle has, in byte order."""
        return self._evidence[schema]

    def run(self, statement: str, values: Sequence[object] | None = None) -> None:
        """Execute a statement that answers nothing.

        Raises:
            EditionDamaged: the frozen data cannot be read as what it should be.
            NoRoom: memory and spill folder do not suffice.
        """
        with told():
            self._connection.execute(statement, values)

    def keep(self, table: str, query: str, values: Sequence[object] | None = None) -> None:
        """Keep what a query answers as a table of the engine, in the place of one of that name."""
        self.run(f"create or replace temp table {table} as {query}", values)

    def batches(self, query: str, values: Sequence[object] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield what a query answers in batches, so that no answer need fit into memory.

        Raises:
            EditionDamaged: the frozen data cannot be read as what it should be.
            NoRoom: memory and spill folder do not suffice.
        """
        with told():
            relation = self._connection.sql(query, params=values)
            yield from relation.to_arrow_reader(BATCH_ROWS)

    def rows(self, query: str, values: Sequence[object] | None = None) -> list[dict[str, Any]]:
        """Return what a query answers, each row by the names of its columns; for answers that are small."""
        return [row for batch in self.batches(query, values) for row in batch.to_pylist()]

    def take(self, table: str, rows: pa.Table) -> None:
        """Keep rows that are at hand as a table of the engine, in the place of one of that name."""
        with told():
            self._connection.register("taken", rows)
            self._connection.execute(f"create or replace table {table} as select * from taken")
            self._connection.unregister("taken")

    def add(self, schema: str, tables: Mapping[str, Path], asked: Mapping[str, Path]) -> None:
        """Give a bundle the views of its tables and queries.

        Raises:
            EditionDamaged: a frozen table or query is not what an edition holds.
        """
        self.run(f"create schema {schema}")
        self.run(f"set schema = '{schema}'")
        for name, path in tables.items():
            self.run(f"create view {name} as select * from read_parquet({_quoted(path)})")
        self._ask(schema, asked)

    def ask(self, schema: str, bundle: Path, codes: Sequence[str]) -> None:
        """Make frozen queries of a bundle views over the facts that stand in a schema.

        Raises:
            EditionDamaged: a query does not fit these facts.
        """
        self.run(f"set schema = '{schema}'")
        names = [f"{layout.EVIDENCE_PREFIX}{code}" for code in codes]
        self._ask(schema, {name: bundle / layout.QUERIES / f"{name}.sql" for name in names})

    def _ask(self, schema: str, asked: Mapping[str, Path]) -> None:
        """Make the views of frozen queries, which give the columns of evidence in their types.

        Raises:
            EditionDamaged: one asks for something else.
        """
        for name, path in asked.items():
            if not name.startswith(layout.EVIDENCE_PREFIX):
                raise EditionDamaged(
                    f"{path}: a query for evidence is called {layout.EVIDENCE_PREFIX}<indicator>."
                )
            query = queries.one_select(path.read_text(encoding="utf-8"), str(path))
            self.run(f"create or replace view {name} as {query}")
        self._require_columns(schema, asked)
        codes = {name.removeprefix(layout.EVIDENCE_PREFIX) for name in asked}
        self._evidence[schema] = tuple(sorted({*self._evidence.get(schema, ()), *codes}))

    def _require_columns(self, schema: str, asked: Mapping[str, Path]) -> None:
        """Look at the columns of all views together: one by one takes longer than to make them."""
        described: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows(
            "select table_name, column_name, data_type from duckdb_columns() where schema_name = ?"
            " order by table_name, column_index",
            [schema],
        ):
            described.setdefault(row["table_name"], []).append((row["column_name"], row["data_type"]))
        for name, path in asked.items():
            given = described.get(name, [])
            if given == COLUMNS_BEFORE_MATCHES:
                self._widen(name, path)
            elif given != EVIDENCE_COLUMNS:
                odd = [f"{column} {kind}" for column, kind in given if (column, kind) not in EVIDENCE_COLUMNS]
                raise EditionDamaged(
                    f"{path} does not give the columns of evidence:"
                    f" {', '.join(odd[:5]) or 'some are missing'}."
                )

    def _widen(self, name: str, path: Path) -> None:
        """Let a query that was frozen before matches were told apart say that nothing was merely possible."""
        query = queries.one_select(path.read_text(encoding="utf-8"), str(path))
        listed = ", ".join(
            f"cast(0 as {kind}) as {column}" if column in OF_MATCHES else column
            for column, kind in EVIDENCE_COLUMNS
        )
        self.run(f"create or replace view {name} as select {listed} from (\n{query}\n) as asked")


@contextmanager
def over(**bundles: Path) -> Iterator[Frozen]:
    """Open bundles, each under the name of the schema that has its facts and dimensions; `ask` adds evidence.

    Raises:
        EditionDamaged: a frozen table or query is not what an edition holds.
        NoRoom: memory and spill folder do not suffice.
    """
    with _over({schema: (_whole(bundle)[0], {}) for schema, bundle in bundles.items()}) as frozen:
        yield frozen


@contextmanager
def opened(bundle: Path, indicator_code: str | None = None) -> Iterator[Frozen]:
    """Open one bundle; for one indicator only its query and the tables that `needed_by` names.

    Raises:
        EditionDamaged: a frozen table or query is not what an edition holds.
        NoRoom: memory and spill folder do not suffice.
    """
    needed = _whole(bundle) if indicator_code is None else needed_by(bundle, indicator_code)
    with _over({ONLY: needed}) as frozen:
        yield frozen


@contextmanager
def _over(bundles: Mapping[str, tuple[Mapping[str, Path], Mapping[str, Path]]]) -> Iterator[Frozen]:
    files = [path for tables, _ in bundles.values() for path in tables.values()]
    current = settings.load()
    with tempfile.TemporaryDirectory(prefix="cakupan-frozen-", dir=current.frozen_spill) as spill:
        with told():
            connection = duckdb.connect(":memory:", config=_limits(current, spill))
        try:
            frozen = Frozen(connection)
            for lock in LOCKS:
                frozen.run(lock.format(files=f"[{', '.join(map(_quoted, files))}]"))
            for schema, (tables, asked) in bundles.items():
                frozen.add(schema, tables, asked)
            yield frozen
        finally:
            connection.close()


def tables_of(bundle: Path) -> Mapping[str, Path]:
    """Return the frozen facts and dimensions of a bundle as its queries call them."""
    facts = {
        f"{layout.FACT_PREFIX}{name}": path
        for name, path in layout.named(bundle.absolute() / layout.FACTS, ".parquet")
    }
    return facts | dict(layout.named(bundle.absolute() / layout.DIMENSIONS, ".parquet"))


def numbered(path: Path) -> str:
    """Return how a frozen table is read with the number of each row in its file as `file_row_number`."""
    return f"read_parquet({_quoted(path)}, file_row_number = true)"


def queries_of(bundle: Path) -> Mapping[str, Path]:
    """Return the queries of a bundle by the names of their views."""
    return dict(layout.named(bundle / layout.QUERIES, ".sql"))


def _whole(bundle: Path) -> tuple[Mapping[str, Path], Mapping[str, Path]]:
    """Return every table and query of a bundle.

    Raises:
        EditionDamaged: it holds no fact.
    """
    tables = tables_of(bundle)
    if not any(name.startswith(layout.FACT_PREFIX) for name in tables):
        raise EditionDamaged(f"{bundle} holds no facts: other code froze it, or they are gone.")
    return tables, queries_of(bundle)


def needed_by(bundle: Path, indicator_code: str) -> tuple[Mapping[str, Path], Mapping[str, Path]]:
    """Return the tables and the query that the evidence of one indicator needs, the area tree among them.

    Raises:
        EditionDamaged: the edition has no such query, or no table that it names.
    """
    name = f"{layout.EVIDENCE_PREFIX}{indicator_code}"
    path = queries_of(bundle).get(name)
    if path is None:
        raise EditionDamaged(f"{bundle} has no query for the evidence of {indicator_code}.")
    tables = tables_of(bundle)
    named = {*queries.tables_named(path.read_text(encoding="utf-8"), str(path)), AREA_CLOSURE}
    if lacking := sorted(named - tables.keys()):
        raise EditionDamaged(f"{bundle} has no {', '.join(lacking)}, which {path.name} reads.")
    return {table: tables[table] for table in sorted(named)}, {name: path}


def _limits(current: settings.Settings, spill: str) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": f"{current.frozen_memory_bytes}B",
        "temp_directory": spill,
        "threads": str(current.frozen_threads),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
    }


def _quoted(path: Path) -> str:
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"


@contextmanager
def told() -> Iterator[None]:
    """Say what DuckDB met in words for a person.

    Raises:
        EditionDamaged: the frozen data cannot be read as what it should be.
        NoRoom: memory and spill folder do not suffice.
    """
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise _in_words(error) from error


def _in_words(error: Exception) -> CakupanError:
    said = str(error).strip().partition("\n")[0]
    if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in said:
        return NoRoom(
            f"The frozen data does not fit: {said} Give more memory with CAKUPAN_FROZEN_MEMORY_BYTES, or a"
            " folder to spill into that has more room with CAKUPAN_FROZEN_SPILL."
        )
    return EditionDamaged(f"The frozen data cannot be read: {said}")

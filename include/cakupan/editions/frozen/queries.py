"""The queries that make evidence of facts: as they are frozen, and what may be one."""

import re
from functools import lru_cache

import duckdb

from cakupan.errors import EditionDamaged


def portable(compiled: str, schema: str) -> str:
    """Return the SQL of a build with its tables called by their bare names, whatever schema they stood in."""
    qualified = re.compile(rf'(?:"[^"]+"\.)?"?{re.escape(schema)}"?\."?([a-z][a-z0-9_]*)"?')
    return qualified.sub(r"\1", compiled).strip() + "\n"


@lru_cache(maxsize=256)
def one_select(text: str, name: str) -> str:
    """Return a query that is one select and nothing else.

    Raises:
        EditionDamaged: it is no SQL, several statements, or does more than select.
    """
    try:
        statements = duckdb.extract_statements(text)
    except duckdb.Error as error:
        raise EditionDamaged(f"{name} is no SQL: {_first_line(error)}") from error
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise EditionDamaged(f"{name} is not one select and nothing else, which a frozen query is.")
    return str(statements[0].query)


def tables_named(text: str, name: str) -> set[str]:
    """Return the tables that a query reads.

    Raises:
        EditionDamaged: it is not one select and nothing else.
    """
    query = one_select(text, name)
    with duckdb.connect(":memory:") as connection:
        try:
            return set(connection.get_table_names(query))
        except duckdb.Error as error:
            raise EditionDamaged(f"{name} is no SQL: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]

"""What an indicator reads: facts, and below them the fields of extract tables and of lists of partners."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cakupan import code_lists
from cakupan.editions import expression
from cakupan.register.contract import contracts
from cakupan.settings import DBT_PROJECT

MODELS = DBT_PROJECT / "models"
FACT = re.compile(r"\bfct_[a-z_]+\b")
REFERENCE = re.compile(r"ref\('(\w+)'\)")
SOURCE = re.compile(r"source\('(\w+)', '(\w+)'\)")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(.*?\{%-?\s*endmacro\s*-?%\}", re.DOTALL)


@cache
def _models() -> Mapping[str, str]:
    """Return the text of every model by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(MODELS.rglob("*.sql"))}


@cache
def _macros() -> Mapping[str, str]:
    """Return the text of every macro that evidence may be written with, by its name."""
    files = sorted((DBT_PROJECT / "macros").glob("*.sql"))
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return {found[1]: found[0] for found in MACRO.finditer(text)}


def inputs(code: str) -> tuple[str, ...]:
    """Return the indicators that a derived one stands on; none of a summed one."""
    stated = code_lists.rows("indicators")[code]["expression"]
    return expression.define(stated).inputs if stated else ()


def facts(code: str) -> tuple[str, ...]:
    """Return the facts that an indicator reads, in the order of their names."""
    given = inputs(code)
    if given:
        return tuple(sorted({fact for one in given for fact in facts(one)}))
    return tuple(sorted(set(_named_in(_models()[f"evidence__{code}"], set()))))


def _named_in(text: str, seen: set[str]) -> Iterator[str]:
    """Yield the facts that a query names, itself or by the macros that write it."""
    yield from FACT.findall(text)
    for name, body in _macros().items():
        if name not in seen and name != "fact_columns" and re.search(rf"\b{name}\(", text):
            seen.add(name)
            yield from _named_in(body.replace(f"macro {name}(", ""), seen)


@cache
def sources(model: str) -> Mapping[str, tuple[str, ...]]:
    """Return the tables that a model stands on, each with the fields that are read of it."""
    read: dict[str, set[str]] = {}
    for one in sorted(_below(model, set())):
        for schema, table in SOURCE.findall(_models()[one]):
            read.setdefault(f"{schema}.{table}", set()).update(_fields(table, _models()[one]))
    return {table: tuple(sorted(fields)) for table, fields in sorted(read.items())}


def _below(model: str, seen: set[str]) -> set[str]:
    """Return a model and all that it stands on, code lists left out."""
    if model not in seen and model in _models():
        seen.add(model)
        for name in REFERENCE.findall(_models()[model]):
            _below(name, seen)
    return seen


def _fields(table: str, text: str) -> list[str]:
    """Return the columns of an extract that a model names."""
    contract = contracts().get(table)
    names = contract.column_names if contract else ()
    return [name for name in names if re.search(rf"\.{name}\b", text)]

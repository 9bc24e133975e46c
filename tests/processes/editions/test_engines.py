"""One project for every engine: what only one understands stands in its file, with a namesake elsewhere."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import compiled_models
import engine_files
import pytest
import sqlglot
from cakupan.settings import DBT_PROJECT
from sqlglot import exp
from sqlglot.tokens import TokenType

MODELS = {path.stem for one in ("models/**/*.sql", "tests/*.sql") for path in DBT_PROJECT.glob(one)}
EVERY_NODE = "path:models path:tests"
TYPES = {"BIGINT", "INT", "BOOLEAN", "DATE", "DECIMAL", "VARCHAR"}
COMMON: set[type[exp.Expression]] = {
    *(exp.Select, exp.Star, exp.From, exp.With, exp.CTE, exp.Table, exp.TableAlias, exp.Column),
    *(
        exp.Identifier,
        exp.Alias,
        exp.Join,
        exp.Where,
        exp.Group,
        exp.Having,
        exp.Union,
        exp.Distinct,
        exp.Subquery,
    ),
    *(exp.Filter, exp.Window, exp.WindowSpec, exp.Order, exp.Ordered, exp.RowNumber, exp.Rank),
    *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Cast, exp.DataType, exp.DataTypeParam, exp.Paren),
    *(exp.Literal, exp.Null, exp.Boolean, exp.And, exp.Or, exp.Not, exp.In, exp.Is, exp.Between, exp.Like),
    *(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeNEQ),
    *(exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.DPipe, exp.Round, exp.Ceil, exp.Greatest, exp.Least),
    *(exp.Count, exp.Sum, exp.Min, exp.Max, exp.LogicalAnd, exp.LogicalOr),
}
OWN_FORMS = {
    exp.Distinct: ("on",),
    exp.With: ("recursive",),
    exp.CTE: ("materialized",),
    exp.Star: ("except", "except_", "replace", "rename"),
}


@pytest.fixture(scope="module", params=engine_files.NAMES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Every model and test where no engine has a say."""
    project = tmp_path_factory.mktemp("plain") / "dbt_project"
    shutil.copytree(DBT_PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    engine_files.write_plain(project / "engines" / "plain")
    return compiled_models.compiled(
        "plain", tmp_path_factory.mktemp("compiled"), select=EVERY_NODE, project=project
    )


def test_each_macro_of_an_engine_has_a_namesake_in_the_others():
    assert engine_files.NAMES == ["duckdb", "postgres", "spark"]
    assert [engine_files.macros(name) for name in engine_files.NAMES] == [engine_files.macros("postgres")] * 3


def test_every_model_is_a_statement_of_the_engine(engine: str, tmp_path: Path):
    written = compiled_models.compiled(engine, tmp_path, select=EVERY_NODE)

    assert written.keys() >= MODELS
    assert {name: is_select(sql, engine) for name, sql in written.items()} == dict.fromkeys(written, True)


def is_select(sql: str, dialect: str) -> bool:
    """Tell whether a text is one statement that asks, in the words of an engine."""
    [tree] = sqlglot.parse(sql, dialect=dialect)
    return isinstance(tree, exp.Query)


def test_no_model_says_what_only_one_engine_understands(plain: Mapping[str, str]):
    assert plain.keys() >= MODELS
    assert {name: found for name, sql in plain.items() if (found := set(_own_words(sql)))} == {}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select a::bigint from b", "::"),
        ("select distinct on (a) a from b", "Distinct on"),
        ("with recursive a as (select 1) select * from a", "With recursive"),
        ("with a as materialized (select 1) select * from a", "CTE materialized"),
        ('select a collate "C" from b', "Collate"),
        ("select array[a] from b", "Array"),
        ("select a from b cross join lateral (select c) as d", "Lateral"),
        ("select * from b where a = any(c)", "Any"),
        ("select timestamptz '2024-10-01'", "TIMESTAMPTZ"),
        ("select cast(a as text) from b", "TEXT"),
        ("select cast(a as decimal) from b", "DECIMAL without digits"),
        ("select a + interval '1 day' from b", "Interval"),
        ("select string_agg(a, '+') from b", "GroupConcat"),
        ("select date_trunc('month', a) from b", "DateTrunc"),
        ("select extract(day from a) from b", "Extract"),
        ("select identity.nik_no(a) from b", "nik_no"),
        ("select row_number() over (order by a) from b", "order of nulls"),
        ("select row_number() over (order by a desc) from b", "order of nulls"),
    ],
)
def test_engine_syntax_is_found(sql: str, found: str):
    assert found in set(_own_words(sql))


def _own_words(sql: str) -> Iterator[str]:
    """Yield what a statement says that is not the same, or not there, in every engine."""
    if any(token.token_type == TokenType.DCOLON for token in sqlglot.tokenize(sql)):
        yield "::"
    tree = sqlglot.parse_one(sql)
    for node in tree.walk():
        yield from _strange(node)
    orders = [_places_of_nulls(sqlglot.parse_one(sql, dialect=dialect)) for dialect in ("postgres", "spark")]
    if orders[0] != orders[1]:
        yield "order of nulls"


def _strange(node: exp.Expression) -> Iterator[str]:
    if isinstance(node, exp.Anonymous):
        if node.name != "engine_says":
            yield node.name
    elif isinstance(node, exp.DataType):
        yield from _strange_type(node)
    elif type(node) not in COMMON:
        yield type(node).__name__
    yield from (
        f"{type(node).__name__} {form}" for form in OWN_FORMS.get(type(node), ()) if node.args.get(form)
    )


def _strange_type(node: exp.DataType) -> Iterator[str]:
    name = node.this.name
    if name not in TYPES:
        yield name
    elif name in ("DECIMAL", "VARCHAR") and not node.expressions:
        yield f"{name} without digits"


def _places_of_nulls(tree: exp.Expression) -> list[bool]:
    return [bool(node.args.get("nulls_first")) for node in tree.find_all(exp.Ordered)]

"""A long statement stands in a file beside its module, where the linter of SQL sees it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import source_trees
from cakupan.settings import PROJECT_ROOT
from case_tables import each_case

LONGEST_IN_PYTHON = 10
IS_SQL = re.compile(
    r"\bselect\b.*\bfrom\b|\binsert into\b|\bdelete from\b|\bupdate\b.*\bset\b"
    r"|\bcreate\b.*\b(table|view|index)\b",
    re.DOTALL | re.IGNORECASE,
)
MAY_HOLD_SQL = re.compile(r"select|insert|delete|update|create", re.IGNORECASE)
FOLDERS = ("dags", "expectations", "include")
MODULES = sorted(
    path
    for folder in FOLDERS
    for path in (PROJECT_ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
STATEMENTS = sorted(
    path for path in (PROJECT_ROOT / "include" / "cakupan").rglob("*.sql") if "migrations" not in path.parts
)


def strings(source: str) -> Iterator[tuple[str, int]]:
    """Every text of a module that is no docstring, with its number of lines; filled places are left out."""
    tree = source_trees.parsed(source)
    passed = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(node, ast.JoinedStr) or isinstance(node.value, ast.Constant)
        if part is not node
    }
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            yield " ".join(map(str, texts)), lines_of(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, lines_of(node)


def lines_of(node: ast.expr) -> int:
    """Lines of the text itself: quotes on lines of their own do not count."""
    spanned = (node.end_lineno or node.lineno) - node.lineno + 1
    if isinstance(node, ast.Constant) and "\n" in str(node.value):
        return len(str(node.value).strip().splitlines())
    return spanned


def long_statements(source: str) -> list[int]:
    if not MAY_HOLD_SQL.search(source):
        return []
    return [lines for text, lines in strings(source) if lines > LONGEST_IN_PYTHON and IS_SQL.search(text)]


@each_case(
    ("source", "found"),
    [
        ('query = """\nselect a\n' + "from b\n" * 10 + '"""', [11]),
        ('query = """\nselect a\n' + "from b\n" * 9 + '"""', []),
        ("query = (" + '\n "select a from b"' * 11 + ")", [11]),
        ('ask(f"""\nselect {a}\n' + "from b\n" * 12 + '""")', [15]),
        ('"""Docstring: select from.\n' + "line\n" * 12 + '"""', []),
        ('text = """\n' + "no statement\n" * 12 + '"""', []),
    ],
    ids=["too long", "ten lines", "in pieces", "with a place to fill", "a docstring", "another text"],
)
def test_a_long_statement_is_seen_however_it_is_written(source: str, found: list[int]):
    assert long_statements(source) == found


def test_no_module_holds_a_statement_of_more_than_ten_lines():
    holding = {
        path.relative_to(PROJECT_ROOT).as_posix(): long
        for path in MODULES
        if (long := long_statements(source_trees.source(path)))
    }

    assert len(MODULES) > 200
    assert holding == {}


def test_every_file_of_a_statement_is_asked_by_a_module_beside_it():
    asked = {
        path.with_name(f"{name}.sql")
        for path in MODULES
        for name in re.findall(r'beside\(__file__, "(\w+)"\)', source_trees.source(path))
    }

    assert len(STATEMENTS) > 10
    assert asked == set(STATEMENTS)


def test_which_outcomes_count_and_what_replaces_what_is_said_by_the_warehouse_alone():
    models = sorted((PROJECT_ROOT / "dbt_project").rglob("*.sql"))
    # What it says is asked of the lake too, where tests/integration/test_lake_known.py holds both equal.
    of_the_lake = "include/cakupan/editions/spark/submissions_known.sql"
    saying = [
        named(path)
        for path in [*MODULES, *STATEMENTS, *models]
        if re.search(
            r"in \('accepted', 'accepted_with_findings'\)|source\('intake', '(submission|hold)'\)"
            r"|judgement_no desc",
            path.read_text(encoding="utf-8"),
        )
    ]

    assert len(models) > 50
    assert saying == [of_the_lake]


def test_the_linter_reads_the_files():
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(r"sqlfluff lint .*--config \.sqlfluff-statements include/cakupan\n", makefile)


def test_the_files_go_with_the_package():
    project = (PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert re.search(r'^cakupan = \[.*"\*\*/\*\.sql".*\]$', project, re.MULTILINE)


def named(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


@each_case("path", STATEMENTS)
def test_a_file_says_first_what_its_statement_answers(path: Path):
    assert re.match(r"-- [A-Z].*[.;:,a-z]\n", path.read_text(encoding="utf-8"))

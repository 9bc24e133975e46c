"""A roster kind is known by its contract alone: no code, query or configuration names one."""

import ast
import re
from pathlib import Path

import pytest
from cakupan.contracts import roster, seed
from cakupan.settings import DBT_PROJECT, PROJECT_ROOT

PACKAGE = PROJECT_ROOT / "include" / "cakupan"
STORY = PACKAGE / "demo"  # the made-up world is data: it says which partner sends which kind
PYTHON = sorted(
    path
    for folder in ("include", "dags", "expectations")
    for path in (PROJECT_ROOT / folder).rglob("*.py")
    if STORY not in path.parents
)
SQL = sorted([*DBT_PROJECT.glob("macros/**/*.sql"), *DBT_PROJECT.glob("models/**/*.sql"),
              *DBT_PROJECT.glob("tests/**/*.sql"), *PACKAGE.rglob("*.sql")])  # fmt: skip
OTHER = sorted(
    path
    for path in [*PACKAGE.rglob("*.yaml"), *PACKAGE.rglob("*.toml"), *DBT_PROJECT.glob("*.yml")]
    if path.parent.name != "rosters"
)
SEEDS = sorted(path for path in (DBT_PROJECT / "seeds").glob("*.csv") if path != seed.FILE)
CODE = "|".join(roster.kinds())
# Indonesian words that happen to be the code of a kind, where they mean the word
WORDS = {
    ("include/cakupan/reports/pages/interns.py", "magang"),
    ("include/cakupan/reports/pages/definitions.py", "perusahaan"),
    ("include/cakupan/reports/pages/commitments.py", "perusahaan"),
    ("include/cakupan/intake/template/instructions.py", "perusahaan"),
}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


def named_in_python(path: Path) -> set[str]:
    """Return the kinds that are a text of their own in a module, or begin as a prefix of several."""
    texts = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    prefixes = {kind.split("_")[0] + "_" for kind in roster.kinds() if "_" in kind}
    return texts & ({*roster.kinds()} | prefixes)


def named_in_sql(path: Path) -> set[str]:
    """Return the kinds that stand in quotes."""
    return set(re.findall(rf"['\"]({CODE})['\"]", path.read_text(encoding="utf-8")))


def test_there_is_something_to_look_at():
    assert len(PYTHON) > 150 and len(SQL) > 80 and len(OTHER) > 10 and len(SEEDS) > 4
    assert all((PROJECT_ROOT / place).exists() for place, _ in WORDS)


@pytest.mark.parametrize("path", PYTHON, ids=map(name_of, PYTHON))
def test_no_module_names_a_kind(path: Path):
    words = {word for place, word in WORDS if place == name_of(path)}

    assert named_in_python(path) - words == set()


@pytest.mark.parametrize("path", SQL, ids=map(name_of, SQL))
def test_no_query_names_a_kind(path: Path):
    assert named_in_sql(path) == set()


@pytest.mark.parametrize("path", [*OTHER, *SEEDS], ids=map(name_of, [*OTHER, *SEEDS]))
def test_no_other_list_is_by_kind(path: Path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(rf"^(?:\w+,)?({CODE})[:,]", text, re.MULTILINE) == []


def test_a_module_and_a_query_that_name_a_kind_are_found(tmp_path: Path):
    module, query = tmp_path / "module.py", tmp_path / "query.sql"
    module.write_text('KINDS = ("jakon",)\nIS_VILLAGE = kind.startswith("desa_")\nTEXT = "peserta magang"\n')
    query.write_text("select * from lists where roster_kind = 'csr' and segment_code = 'JAKON'\n")

    assert named_in_python(module) == {"jakon", "desa_"}
    assert named_in_sql(query) == {"csr"}

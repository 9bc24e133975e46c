"""A roster kind is known by its contract alone: no code, query or configuration names one."""

import ast
import re
from pathlib import Path

import documents
import source_trees
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
FOLDERS = ("macros", "engines", "models", "tests")
SQL = sorted(
    [*(path for folder in FOLDERS for path in (DBT_PROJECT / folder).rglob("*.sql")), *PACKAGE.rglob("*.sql")]
)
OTHER = sorted(
    path
    for path in [*PACKAGE.rglob("*.yaml"), *PACKAGE.rglob("*.toml"), *DBT_PROJECT.glob("*.yml")]
    if path.parent.name != "rosters"
)
SEEDS = sorted(path for path in (DBT_PROJECT / "seeds").glob("*.csv") if path != seed.FILE)
CODE = "|".join(roster.kinds())
QUOTED = re.compile(rf"['\"]({CODE})['\"]")
DESCRIBED = sorted(DBT_PROJECT.glob("models/**/*.yml"))
# Where texts for readers may have an Indonesian word that happens to be the code of a kind
WORDS = {
    "include/cakupan/reports/": {"magang", "perusahaan"},
    "include/cakupan/intake/template/": {"perusahaan"},
    "dbt_project/seeds/units.csv": {"perusahaan"},
}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


def words(path: Path) -> set[str]:
    return {word for folder, own in WORDS.items() if name_of(path).startswith(folder) for word in own}


def named_in_python(path: Path) -> set[str]:
    """Return the kinds that are a text of their own in a module, or begin as a prefix of several."""
    source = source_trees.source(path)
    prefixes = {kind.split("_")[0] + "_" for kind in roster.kinds() if "_" in kind}
    if not any(kind in source for kind in prefixes | {*roster.kinds()}):
        return set()
    texts = {
        node.value
        for node in ast.walk(source_trees.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    quoted = {kind for text in texts for kind in QUOTED.findall(text)}
    return quoted | (texts & ({*roster.kinds()} | prefixes))


def named_in_sql(path: Path) -> set[str]:
    """Return the kinds that stand in quotes."""
    return set(QUOTED.findall(path.read_text(encoding="utf-8")))


def named_in_description(path: Path) -> set[str]:
    """Return the kinds that stand alone in what is said of models; rows of unit tests may be of any kind."""
    document = documents.read(path.read_text(encoding="utf-8"))
    document.pop("unit_tests", None)
    return set(re.findall(rf"(?<![\w/-])({CODE})(?![\w-])", documents.written(document)))


def keyed(path: Path) -> set[str]:
    """Return the kinds that a line of a list begins with."""
    return set(re.findall(rf"^({CODE})[:,]", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_there_is_something_to_look_at():
    assert len(PYTHON) > 150 and len(SQL) > 80 and len(OTHER) > 10 and len(SEEDS) > 4


def test_no_module_names_a_kind():
    assert {(name_of(path), kind) for path in PYTHON for kind in named_in_python(path) - words(path)} == set()


def test_no_query_names_a_kind():
    assert {(name_of(path), kind) for path in SQL for kind in named_in_sql(path)} == set()


def test_no_model_is_described_or_tested_by_kind():
    assert {(name_of(path), kind) for path in DESCRIBED for kind in named_in_description(path)} == set()


def test_no_other_list_is_by_kind():
    assert {(name_of(path), kind) for path in [*OTHER, *SEEDS] for kind in keyed(path) - words(path)} == set()


def test_what_names_a_kind_is_found(tmp_path: Path):
    module, query = tmp_path / "module.py", tmp_path / "query.sql"
    model, listed = tmp_path / "model.yml", tmp_path / "list.csv"
    model.write_text(
        documents.written({"models": [{"accepted_values": ["csr"]}], "unit_tests": [{"kind": "jakon"}]})
    )
    listed.write_text("code,prefix\nmagang,M\n")
    module.write_text(
        'KINDS = ("jakon",)\nIS_VILLAGE = kind.startswith("desa_")\nTEXT = "peserta magang"\n'
        "QUERY = \"select 1 where roster_kind = 'asosiasi'\"\n"
    )
    query.write_text("select * from lists where roster_kind = 'csr' and segment_code = 'JAKON'\n")

    assert named_in_python(module) == {"jakon", "desa_", "asosiasi"}
    assert named_in_sql(query) == {"csr"}
    assert named_in_description(model) == {"csr"}
    assert keyed(listed) == {"magang"}

"""The rules of the house that a reader relies on, checked over the tree."""

import os
import re
import tomllib
from pathlib import Path

from cakupan.settings import PROJECT_ROOT
from case_tables import each_case

PYTHON = sorted(
    path
    for folder in ("dags", "expectations", "include", "tests")
    for path in (PROJECT_ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
SQL = sorted((PROJECT_ROOT / "dbt_project").rglob("*.sql"))
NOT_OURS = {".venv", ".venv-bench", ".venv-spark", ".venv-workers", "var", "build", "target", ".git"}
LONGEST_MODULE = 400  # about 300; more only where a cut would part one thought
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(PROJECT_ROOT).as_posix() for path in paths]


def test_there_is_something_to_check():
    assert len(PYTHON) > 50
    assert len(SQL) > 20


def test_no_module_is_longer_than_one_thought_can_be():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON + SQL}

    assert named([path for path, lines in lengths.items() if lines > LONGEST_MODULE]) == []


def test_no_module_or_folder_has_a_name_that_says_nothing():
    saying_nothing = [
        path for path in PYTHON if {*path.relative_to(PROJECT_ROOT).parts[:-1], path.stem} & SAYS_NOTHING
    ]

    assert named(saying_nothing) == []


def test_the_package_never_imports_airflow():
    importing = [
        path.name
        for path in PYTHON
        if "include" in path.parts
        and re.search(r"^\s*(import|from) airflow\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert importing == []


@each_case(
    ("name", "fewest"),
    [("requirements.lock", 100), ("requirements-bench.lock", 30), ("requirements-spark.lock", 30)],
)
def test_a_lock_has_a_hash_for_every_package_and_names_no_host(name: str, fewest: int):
    lock = (PROJECT_ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?==[^\n]*\\$", lock, re.MULTILINE)

    assert len(packages) > fewest
    assert not re.search(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?==[^\\\n]*$", lock, re.MULTILINE)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)


def test_no_text_names_a_path_of_one_machine():
    suffixes = {".py", ".sql", ".md", ".yml", ".yaml", ".toml", ".sh"}
    places = []
    for folder, folders, names in os.walk(PROJECT_ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        places += [path for name in names if (path := Path(folder) / name).suffix in suffixes]
    places.remove(Path(__file__).resolve())
    naming = [path.name for path in places if re.search(r"(?<![\w.])/(work|root)/", path.read_text("utf-8"))]

    assert len(places) > 100
    assert naming == []


def test_what_the_tests_reach_is_measured_in_all_tests_and_has_a_floor():
    settings = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "coverage"
    ]
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^test: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)

    assert settings["run"]["branch"] is True
    assert settings["report"]["fail_under"] >= 93
    assert "--cov " in recipe and "--no-cov" not in recipe and "fail-under" not in recipe

"""What measures matching knows nothing of how matching is done."""

import ast
from pathlib import Path

import labelled

FOLDER = Path(labelled.__file__).parent


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_labelled_set_imports_nothing_of_identity():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.py")]
    imported = {name for tree in trees for name in _imports(tree)}

    assert {name for name in imported if "identity" in name} == set()
    assert {name for name in imported if name.startswith("cakupan.")} >= {"cakupan.reference.areas"}


def test_no_module_of_tests_that_it_imports_imports_identity_for_it():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.py")]
    heads = {name.split(".")[0] for tree in trees for name in _imports(tree)}

    beside = [path for path in FOLDER.parent.glob("*.py") if path.stem in heads]

    assert [path.stem for path in beside] == ["builders"]
    for path in beside:
        assert not any("identity" in name for name in _imports(ast.parse(path.read_text(encoding="utf-8"))))

"""Imports run one way: from what knows more to what knows less, and never in a circle."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import source_trees
from cakupan.settings import PROJECT_ROOT

# From low to high. A module belongs to its longest prefix; it may import its own part and those before it.
ORDER = (
    "cakupan.errors",
    "cakupan.settings",
    "cakupan.side_by_side",
    "cakupan.code_lists",
    "cakupan.indonesian",
    "cakupan.masking",
    "cakupan.reasons",
    "cakupan.contracts",
    "cakupan.workbooks.a1",
    "cakupan.workbooks.model",
    "cakupan.workbooks.reading",
    "cakupan.workbooks.editing",
    "cakupan.workbooks.watched",
    "cakupan.warehouse",
    "cakupan.lake",
    "cakupan.register",
    "cakupan.reference",
    "cakupan.quality",
    "expectations",
    "cakupan.quality.gates",  # asks what expectations ask; gate 1 stands where lists are held, in storing
    "cakupan.intake.rows",
    "cakupan.intake.reading.headers",
    "cakupan.intake.reading.sheets",
    "cakupan.intake.reading",
    "cakupan.intake.judging.fields",
    "cakupan.intake.judging.rules",
    "cakupan.intake.judging",
    "cakupan.intake.storing",
    "cakupan.intake.replaying",
    "cakupan.intake.answering",
    "cakupan.intake.inbox",  # receives, and answers at once what is refused at the door
    "cakupan.intake.asking",
    "cakupan.intake.template",
    "cakupan.identity",
    "cakupan.retention",
    "cakupan.reports",
    "cakupan.editions.frozen",
    "cakupan.editions",
    "cakupan.editions.tracing",
    "cakupan.rights",
    "cakupan.orchestrator",
    "cakupan.installation",
    "cakupan.demo",
    "cakupan.commands",
    "cakupan.cli",
    "dags",
)
NO_CODE = {"cakupan", "cakupan.intake", "cakupan.workbooks"}  # packages that only hold others


def modules() -> dict[str, Path]:
    """Return the modules of the project by their dotted names, tests left out."""
    found = {}
    for base, folder in (("include", "cakupan"), (".", "expectations"), (".", "dags")):
        for path in (PROJECT_ROOT / base / folder).rglob("*.py"):
            name = ".".join(path.relative_to(PROJECT_ROOT / base).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements of a module, those within others too; expressions hold no import."""
    waiting = [node]
    while waiting:
        outer = waiting.pop()
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(outer, block, ())
            yield from inner
            waiting += inner


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports anywhere, also within a function."""
    for node in statements(source_trees.tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield from [name for name in (full, node.module) if name in MODULES][:1]


@cache
def arrows() -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted({*imported(path)} - {name})) for name, path in MODULES.items()}


def part(name: str) -> str:
    """Return the part of the order that a module belongs to."""
    return max((each for each in ORDER if f"{name}.".startswith(f"{each}.")), key=len)


def circles(graph: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the modules from which a way leads back to themselves."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [*graph[start]]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(graph[name])
        return seen

    return [name for name in graph if name in reached(name)]


def test_there_is_something_to_check():
    assert len(MODULES) > 250
    assert sum(map(len, arrows().values())) > 1000


def test_no_import_runs_up():
    running_up = [
        f"{name} -> {other}"
        for name, others in arrows().items()
        for other in others
        if not {name, other} & NO_CODE and ORDER.index(part(other)) > ORDER.index(part(name))
    ]

    assert running_up == []


def test_a_package_that_only_holds_others_has_no_code():
    assert [name for name in sorted(NO_CODE) if arrows()[name]] == []


def test_no_files_import_each_other_in_a_circle():
    assert circles(arrows()) == []


def test_no_parts_import_each_other_in_a_circle():
    graph: dict[str, set[str]] = {each: set() for each in ORDER}
    for name, others in arrows().items():
        for other in others:
            if not {name, other} & NO_CODE and part(name) != part(other):
                graph[part(name)].add(part(other))

    assert circles({name: tuple(others) for name, others in graph.items()}) == []


def test_every_part_of_the_order_is_there():
    assert [each for each in ORDER if each not in MODULES and each != "dags"] == []


def test_a_circle_is_seen():
    assert circles({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",)}) == ["a", "b", "c"]
    assert circles({"a": ("b",), "b": ()}) == []

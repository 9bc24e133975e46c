"""The page on mess and the tests that prove it hold the same entries."""

import ast
import re
from dataclasses import dataclass
from functools import cache

from cakupan.intake.judging import rules
from cakupan.intake.rows import refusals
from cakupan.settings import PROJECT_ROOT
from case_tables import each_case
from mess_entries import FIRST, LAST

PAGE = PROJECT_ROOT / "docs" / "reference" / "mess-catalogue.md"
NUMBERS = range(FIRST, LAST + 1)
HEADING = re.compile(r"^## (\d+)\. .+$", re.MULTILINE)
PARTS = ("Found by", "What becomes of it", "The partner sees", "Tests")
CODE = re.compile(r"`([A-Z]+(?:_[A-Z]+)+)`")
TEST = re.compile(r"`(test_\w+)`")


@dataclass(frozen=True, kw_only=True)
class Section:
    """What the page says of one entry."""

    number: int
    parts: dict[str, str]


@cache
def page() -> dict[int, Section]:
    """Return the sections of the page by their number."""
    _, *pieces = HEADING.split(PAGE.read_text(encoding="utf-8"))
    found = {}
    for number, body in zip(pieces[::2], pieces[1::2], strict=True):
        parts = dict(re.findall(r"^- \*\*([^*]+):\*\* (.+?)(?=\n- \*\*|\Z)", body, re.MULTILINE | re.DOTALL))
        found[int(number)] = Section(number=int(number), parts=parts)
    return found


@cache
def proofs() -> dict[int, set[str]]:
    """Return the tests that name each entry, wherever below tests/ they stand."""
    found: dict[int, set[str]] = {number: set() for number in NUMBERS}
    for path in (PROJECT_ROOT / "tests").rglob("test_*.py"):
        source = path.read_text(encoding="utf-8")
        if "mess_entries" not in source:
            continue
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                for number in _entries(node):
                    found.setdefault(number, set()).add(node.name)
    return found


def _entries(test: ast.FunctionDef) -> list[int]:
    return [
        mark.args[0].value
        for mark in test.decorator_list
        if isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "entry"
        and isinstance(mark.args[0], ast.Constant)
    ]


def test_every_number_of_a_test_is_an_entry() -> None:
    assert set(proofs()) == set(NUMBERS)


@each_case("number", NUMBERS)
def test_an_entry_has_a_test(number: int) -> None:
    assert proofs()[number]


@each_case("number", NUMBERS)
def test_an_entry_stands_on_the_page_with_all_its_parts(number: int) -> None:
    assert tuple(page()[number].parts) == PARTS


@each_case("number", NUMBERS)
def test_the_page_names_the_tests_of_an_entry_and_no_other(number: int) -> None:
    assert set(TEST.findall(page()[number].parts["Tests"])) == proofs()[number]


def test_every_code_on_the_page_is_one_a_partner_can_meet() -> None:
    codes = set(CODE.findall(PAGE.read_text(encoding="utf-8")))

    assert len(codes) > 10
    assert codes <= set(rules.texts()) | set(refusals.REFUSALS)


def test_the_page_has_no_entry_twice() -> None:
    numbers = HEADING.findall(PAGE.read_text(encoding="utf-8"))

    assert numbers == [str(number) for number in NUMBERS]

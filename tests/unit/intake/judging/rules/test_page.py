"""docs/rules.md is the rules, the contracts and the refusals, written out."""

import re
from collections.abc import Iterator
from pathlib import Path

import contract_builders
import pytest
from cakupan.intake.judging import rules
from cakupan.intake.judging.judge import VERDICTS
from cakupan.intake.judging.rules import page as rules_page
from cakupan.intake.reading.sheets.classes import CLASSES
from cakupan.intake.rows.refusals import REFUSALS
from contract_builders import given_contract


@pytest.fixture
def own_contracts(few_areas: None) -> Iterator[None]:
    """Forget the contracts of a test when it is over."""
    yield
    contract_builders.forget()


def test_the_page_is_what_the_rules_say() -> None:
    assert rules_page.PAGE.read_text(encoding="utf-8") == rules_page.text(), (
        "docs/rules.md is stale: run make docs"
    )


def test_every_link_of_the_page_leads_to_a_section_and_every_rule_has_one() -> None:
    page = rules_page.text()
    sections = {
        title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    }

    linked = set(re.findall(r"\]\(#([^)]+)\)", page))

    assert linked <= sections
    assert {code.lower() for code in rules.RULES} <= linked


def test_the_page_has_every_refusal_verdict_and_class_of_row() -> None:
    page = rules_page.text()

    assert all(f"\n| `{code}` | " in page for code in (*REFUSALS, *CLASSES, *VERDICTS))


def test_the_page_tells_which_contracts_do_without_a_rule_or_weigh_it_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_contracts: None
) -> None:
    given_contract(monkeypatch, tmp_path, "csr", rules_off=["NAMA_GANDA"])
    given_contract(monkeypatch, tmp_path, "magang", severities={"NAMA_GANDA": "error"})

    section = rules_page.text().partition("### NAMA_GANDA")[2].partition("###")[0]

    assert "Switched off in: `csr`. Other severity in: `magang` (error)." in section

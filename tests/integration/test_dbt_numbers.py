"""Figures and facts are the same under any secret; only the numbers of persons differ."""

from collections.abc import Iterator
from typing import Any

import pytest
from cakupan import settings
from cakupan.identity.keys import secret
from world_builders import World, world

NUMBERS = {"unit_no", "person_no"}
FACTS = ("fct_worker_months", "fct_roster_months", "fct_intern_months")


@pytest.fixture
def this(postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(postgres, template, tmp_path_factory.mktemp("numbers")) as made:
        made.load("2024-01-05")
        made.areas()
        made.workforce(("33.28", "TOTAL", 100))
        made.partner("pemda", "pemda_rentan")
        made.load("2024-11-04")
        made.members(*({"who": who} for who in range(1, 20)), {"who": 3, "segment_code": "BPU"})
        made.roster("pemda", "pemda_rentan", *({"who": who} for who in (*range(10, 30), 12)))
        yield made


def built(this: World, text: str) -> tuple[Any, list[list[dict[str, Any]]], list[int]]:
    """Number and build under a secret; figures, facts without numbers in their order, and the numbers."""
    path = settings.load().folder("secrets") / secret.NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    this.connection.execute("set session_replication_role = replica")
    this.connection.execute(
        "truncate identity.person, identity.person_key, identity.merge, identity.split, identity.ruling,"
        " identity.resolved_load, identity.finding, identity.description, identity.decision,"
        " identity.numbering"
    )
    figures = this.build()
    facts = [this.table(name) for name in FACTS]
    stripped = [
        sorted(({name: cell for name, cell in row.items() if name not in NUMBERS} for row in rows), key=repr)
        for rows in facts
    ]
    return figures, stripped, [row["unit_no"] for rows in facts for row in rows]


def test_another_secret_gives_the_same_figures_and_facts_but_for_the_numbers(this: World) -> None:
    figures, facts, numbers = built(this, "12" * secret.BYTES)

    other_figures, other_facts, other_numbers = built(this, "34" * secret.BYTES)

    assert other_figures == figures
    assert other_facts == facts
    assert other_numbers != numbers
    assert len(facts[0]) >= 20

"""Contracts of roster kinds: what a kind is called and counts, and what becomes of the fields of its lists.

A kind is its YAML and nothing else: whatever differs between kinds is a key here, and no code names a kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from cakupan.errors import ContractError

FOLDER = Path(__file__).parent
SEVERITIES = ("error", "warning")
Reading = Literal["text", "date", "count", "amount"]
Severity = Literal["error", "warning"]
Counted = Literal["persons", "companies", "projects"]
COUNTED: tuple[Counted, ...] = ("persons", "companies", "projects")
MOST_KINDS = 99  # an obligation's number ends in two digits of its kind's
LOCAL = "LOCAL"  # the partner's own budget: no code of a list, so nothing a contract may state


@dataclass(frozen=True, kw_only=True)
class UnlessOwed:
    """How a list is taken that its partner does not owe."""

    frequency: Literal["monthly", "quarterly"]
    list_mode: Literal["full", "addition"]
    carry_forward: bool


@dataclass(frozen=True, kw_only=True)
class RosterContract:
    """One roster kind. `keeps` is stored, `judges` only looked at; the rest stays in the archived file.

    `name` is printed in reports, `title` over templates; `funding` pays where row and obligation do not say.
    """

    kind: str
    number: int
    version: int
    name: str
    name_en: str
    title: str
    counts: Counted
    is_vulnerable: bool
    is_self_employed: bool
    unless_owed: UnlessOwed
    identifies: tuple[str, ...]
    identifies_at_least: int
    required: tuple[str, ...]
    required_one_of: tuple[tuple[str, ...], ...] = ()
    expected: tuple[str, ...] = ()
    keeps: tuple[str, ...]
    judges: tuple[str, ...]
    category_from: tuple[str, ...] = ()
    category_otherwise: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    repeats: tuple[str, ...] = ()
    control: str | None = None
    takes_minors: bool = False
    is_internship: bool = False
    has_staff_numbers: bool = False
    is_of_village_office: bool = False
    funding: str | None = None
    ignores: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules_off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def lists_people(self) -> bool:
        """Whether each row is a person."""
        return self.counts == "persons"

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that takes part in mapping."""
        return self.keeps + self.judges

    def severity_of(self, code: str, otherwise: Severity) -> Severity | None:
        """Return how heavy a finding of this rule weighs here; nothing when the rule is switched off."""
        return None if code in self.rules_off else self.severities.get(code, otherwise)

    @property
    def version_name(self) -> str:
        """What a judgement records as its contract."""
        return f"{self.kind}@{self.version}"


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return the shipped table: canonical field to its header spellings, already normalised."""
    table = _read("header_aliases.yaml")
    return {name: tuple(str(alias) for alias in spellings) for name, spellings in table.items()}


@cache
def readings() -> dict[str, Reading]:
    """Return how the cells of each canonical field are read."""
    read_as: dict[str, Reading] = dict.fromkeys(aliases(), "text")
    kinds_of_cell: tuple[Reading, ...] = ("date", "count", "amount")
    for reading in kinds_of_cell:
        read_as |= dict.fromkeys(_read("fields.yaml")[reading], reading)
    return read_as


@cache
def headings() -> dict[str, str]:
    """Return the heading our own templates give each canonical field: what a partner knows it by."""
    return {name: str(described["header"]) for name, described in _read("template.yaml")["columns"].items()}


def heading(name: str) -> str:
    """Return the heading of one canonical field, its own name in capitals where no template asks for it."""
    return headings().get(name, name.replace("_", " ").upper())


@cache
def keywords(name: Literal["occupations", "fundings"]) -> dict[str, tuple[str, ...]]:
    """Return code to words, in the order in which they are tried."""
    return {code: tuple(words) for code, words in _read(f"{name}.yaml").items()}


@cache
def heading_words() -> dict[str, Any]:
    """Return the words of headings that name no field: whose it is, requests, parts of a name."""
    return _read("heading_words.yaml")


@cache
def kinds() -> tuple[str, ...]:
    """Return the roster kinds that have a contract, sorted."""
    return tuple(sorted(path.stem for path in (FOLDER / "rosters").glob("*.yaml")))


@cache
def kinds_of_people() -> tuple[str, ...]:
    """Return the roster kinds whose rows are persons, sorted."""
    return tuple(kind for kind in kinds() if contract(kind).lists_people)


@cache
def contract(kind: str) -> RosterContract:
    """Return the contract of one roster kind.

    Raises:
        ContractError: no such kind, or its YAML names a field, key or severity that does not exist; whether
            the rules it switches exist, the rules say.
    """
    if kind not in kinds():
        raise ContractError(f"No roster kind {kind!r}; known: {', '.join(kinds())}.")
    raw = _read(f"rosters/{kind}.yaml")
    if not isinstance(raw.get("rules_off", []), list) or not isinstance(raw.get("severities", {}), dict):
        raise ContractError(
            f"rosters/{kind}.yaml: write rules_off as a list of codes, severities as code: weight."
        )
    category = raw.pop("category", {})
    identifies = raw.pop("identifies")
    unless_owed = raw.pop("unless_owed", {})
    try:
        once = {name: raw.pop(name) for name in ("required_one_of", "aliases", "rules_off") if name in raw}
        rest: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
        }
        roster_contract = RosterContract(
            identifies=tuple(identifies["fields"]),
            identifies_at_least=int(identifies["at_least"]),
            category_from=tuple(category.get("from", ())),
            category_otherwise=category.get("otherwise"),
            unless_owed=UnlessOwed(**unless_owed),
            required_one_of=tuple(tuple(names) for names in once.get("required_one_of", ())),
            aliases={name: tuple(spellings) for name, spellings in once.get("aliases", {}).items()},
            rules_off=frozenset(once.get("rules_off", ())),
            **rest,
        )
    except TypeError as error:
        raise ContractError(f"rosters/{kind}.yaml: {error}") from error
    _check(roster_contract, kind)
    return roster_contract


def _check(roster_contract: RosterContract, kind: str) -> None:
    if roster_contract.kind != kind:
        raise ContractError(f"rosters/{kind}.yaml says it is {roster_contract.kind!r}.")
    named = (*roster_contract.fields, *roster_contract.aliases)
    unknown = sorted(set(named) - set(aliases()))
    if unknown:
        raise ContractError(f"rosters/{kind}.yaml names unknown fields: {', '.join(unknown)}.")
    used = (
        *roster_contract.required,
        *roster_contract.expected,
        *roster_contract.category_from,
        *roster_contract.identifies,
    )
    unmapped = sorted(
        (set(used) | set(sum(roster_contract.required_one_of, ()))) - set(roster_contract.fields)
    )
    if unmapped:
        raise ContractError(f"rosters/{kind}.yaml needs fields it does not list: {', '.join(unmapped)}.")
    if set(roster_contract.keeps) & set(roster_contract.judges):
        raise ContractError(f"rosters/{kind}.yaml both keeps and only judges a field.")
    _check_kind(roster_contract)
    _check_switches(roster_contract, kind)


def _check_kind(roster_contract: RosterContract) -> None:
    """Refuse what the warehouse could not number, count, pay for or date."""
    file = f"rosters/{roster_contract.kind}.yaml"
    if roster_contract.number not in range(1, MOST_KINDS + 1):
        raise ContractError(
            f"{file} has the number {roster_contract.number!r}; a kind has one from 1 to {MOST_KINDS}."
        )
    if roster_contract.counts not in COUNTED:
        raise ContractError(f"{file} counts {roster_contract.counts!r}; known: {', '.join(COUNTED)}.")
    if roster_contract.funding not in (None, *_fundings()):
        raise ContractError(
            f"{file} has the funding {roster_contract.funding!r}; known: {', '.join(_fundings())}."
        )
    if roster_contract.is_internship and not (roster_contract.starts_on and roster_contract.ends_on):
        raise ContractError(f"{file} is of internships and does not say what starts_on and ends_on are.")


def _fundings() -> tuple[str, ...]:
    return tuple(code for code in keywords("fundings") if code != LOCAL)


def _check_switches(roster_contract: RosterContract, kind: str) -> None:
    for code, severity in roster_contract.severities.items():
        if severity not in SEVERITIES:
            raise ContractError(
                f"rosters/{kind}.yaml gives {code} the severity {severity!r}; known: {', '.join(SEVERITIES)}."
            )
    if both := sorted(roster_contract.rules_off & set(roster_contract.severities)):
        raise ContractError(f"rosters/{kind}.yaml switches off rules and weighs them too: {', '.join(both)}.")


def _read(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # five times faster where libyaml is built in
    document: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - our own file; the loader is a safe one
    return document

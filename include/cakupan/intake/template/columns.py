"""The columns of a template: which fields a partner is asked for, in which order, and how each is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import yaml

from cakupan.contracts import roster
from cakupan.contracts.roster import Reading, RosterContract
from cakupan.errors import ContractError
from cakupan.reference import areas

FILE = roster.FOLDER / "template.yaml"
PLACES = ("provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan")
Need = Literal["required", "expected", "optional"]
Pattern = Literal["digits16", "kpj", "npp"]


@dataclass(frozen=True, kw_only=True)
class TemplateColumn:
    """One column: what stands above it, what it means, and what may be typed below."""

    field: str
    header: str
    meaning: str
    need: Need
    reading: Reading
    width: int
    example: Any = None
    choices: str | None = None
    pattern: Pattern | None = None

    @property
    def title(self) -> str:
        """The heading, with a star where it must be filled."""
        return f"{self.header} *" if self.need == "required" else self.header


def columns(contract: RosterContract, area_code: str | None = None) -> tuple[TemplateColumn, ...]:
    """Return the columns of a kind's template: number, required ones, expected ones, then the rest.

    Not asked for: places that are the same for the whole of the partner's area, and what would only stand in
    for a column that is there.

    Raises:
        ContractError: a field of the contract is neither a column nor left out with a reason.
    """
    described, left_out = _file()["columns"], _file()["left_out"]
    if unknown := sorted(set(contract.fields) - set(described) - set(left_out)):
        raise ContractError(f"template.yaml says nothing about: {', '.join(unknown)}.")
    needless = {*same_places(area_code), *stand_ins(contract)}
    asked = [name for name in described if name in contract.fields and name not in needless]
    ordered = sorted(asked, key=lambda name: (name != "no_urut", _rank(name, contract)))
    return tuple(_column(name, described[name], contract) for name in ordered)


def same_places(area_code: str | None) -> tuple[str, ...]:
    """Return the places that are alike in all rows of a partner of this area."""
    return PLACES[: len(area_code.split("."))] if area_code and area_code != areas.NATION else ()


def stand_ins(contract: RosterContract) -> tuple[str, ...]:
    """Return the fields a category is read from only when a stored one is empty."""
    kept = [name for name in contract.category_from if name in contract.keeps]
    return tuple(name for name in contract.category_from if kept and name not in kept)


def left_out() -> Mapping[str, str]:
    """Return the fields no template asks for, and why."""
    return dict(_file()["left_out"])


def short_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the drop-downs that stand in the file itself."""
    return {name: tuple(values) for name, values in _file()["lists"].items()}


def need(name: str, contract: RosterContract) -> Need:
    """Tell whether a cell of this field must, should or may be filled."""
    if name in contract.required:
        return "required"
    one_of = {each for names in contract.required_one_of for each in names}
    return "expected" if name in one_of or name in contract.expected else "optional"


def _rank(name: str, contract: RosterContract) -> int:
    return ("required", "expected", "optional").index(need(name, contract))


def _column(name: str, described: Mapping[str, Any], contract: RosterContract) -> TemplateColumn:
    return TemplateColumn(
        field=name,
        header=described["header"],
        meaning=described["meaning"],
        need=need(name, contract),
        reading=roster.readings()[name],
        width=described["width"],
        example=described.get("example"),
        choices=described.get("list"),
        pattern=described.get("pattern"),
    )


@cache
def _file() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return document

"""Which rows may be somebody of the register, those that move a figure most first, both sides masked.

The effect of a pair is what deciding it moves: one of the people listed for its place, in points of coverage,
where the person is a member at the month's end; nothing where it is not, or where the row does not count.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from psycopg.types.json import Jsonb

from cakupan import masking
from cakupan.contracts import roster
from cakupan.errors import NotFound
from cakupan.identity.matching import levels
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A row and the person it may be: masked, with what is alike in words and what deciding it moves."""

    row_id: str
    partner_id: str
    roster_kind: str
    place_code: str | None
    is_suggestion: bool
    funding_code: str | None
    people: int | None
    points: Decimal
    person_no: int
    decided_load_no: int
    weight: Decimal | None
    lead: Decimal | None
    model_version: str | None
    nik: str | None
    name: str | None
    person_nik: str | None
    person_name: str | None
    person_place_code: str | None
    reasons: tuple[str, ...]
    reasons_en: tuple[str, ...]

    @property
    def effect(self) -> str:
        """What deciding it moves, in a sentence."""
        if not self.points:
            return "tidak menggerakkan cakupan"
        return f"menggerakkan roster_coverage {self.place_code or 'nasional'} {_id(self.points)} poin"

    def as_dict(self) -> dict[str, Any]:
        """Return the pair as the command line prints it."""
        return asdict(self) | {"effect": self.effect}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which pairs are asked for, and who asks."""

    period: str | None
    partner_id: str | None
    limit: int
    with_suggestions: bool
    actor: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Pairs of a month, and how many there are in all."""

    period: str
    pairs: tuple[Pair, ...]
    all_pairs: int


def undecided(connection: Connection, asked: Asked) -> Listing:
    """Return pairs nobody decided, and note in control.action who read how many; the caller commits.

    Raises:
        NotFound: no list was received yet.
    """
    period = asked.period or _newest_period(connection)
    values = {
        "as_of": loads.now(connection),
        "period": period,
        "kinds_of_people": list(roster.kinds_of_people()),
        "partner_id": asked.partner_id,
        "with_suggestions": asked.with_suggestions,
        "most": asked.limit,
    }
    rows = statements.dicts(connection, statements.beside(__file__, "undecided"), values)
    listing = Listing(
        period=period,
        pairs=tuple(_pair(row) for row in rows),
        all_pairs=rows[0]["all_pairs"] if rows else 0,
    )
    connection.execute(
        "insert into control.action (action, subject, actor, details, acted_at)"
        " values ('review', %s, %s, %s, control.now())",
        [period, asked.actor, Jsonb({"rows": len(rows), "partner_id": asked.partner_id})],
    )
    return listing


def _newest_period(connection: Connection) -> str:
    row = connection.execute("select max(period) from intake.submission").fetchone()
    if row is None or row[0] is None:
        raise NotFound("No list was received yet.")
    return str(row[0])


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(
        row_id=row["row_id"],
        partner_id=row["partner_id"],
        roster_kind=row["roster_kind"],
        place_code=row["place_code"],
        is_suggestion=row["verdict"] == "quarantined",
        funding_code=row["funding_code"],
        people=row["people"],
        points=Decimal(row["points"] or 0),
        person_no=row["person_no"],
        decided_load_no=row["decided_load_no"],
        weight=row["weight"],
        lead=row["lead"],
        model_version=row["model_version"],
        nik=masking.mask(row["nik"]) or masking.mask_number(row["kpj"]),
        name=masking.mask_text(row["name"]),
        person_nik=masking.mask(row["person_nik"]) or masking.mask_number(row["person_kpj"]),
        person_name=masking.mask_text(row["person_name"]),
        person_place_code=row["person_area_code"],
        reasons=tuple(levels.reasons(row)),
        reasons_en=tuple(levels.reasons(row, "en")),
    )


def _id(number: Decimal) -> str:
    return f"{number:.2f}".replace(".", ",")

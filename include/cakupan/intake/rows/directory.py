"""Who the partners are, what they owe, and how they head their columns, as known now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cakupan.contracts import roster

if TYPE_CHECKING:  # a check needs no server, nor the time to import what talks to one
    from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One list a partner owes, from valid_from on."""

    roster_kind: str
    frequency: str
    is_full: bool
    carry_forward: bool
    funding_code: str | None
    agreement_id: str | None
    valid_from: date
    valid_to: date | None

    def holds_within(self, first: date, last: date) -> bool:
        """Whether the obligation stands on some day from first to last."""
        return self.valid_from <= last and (self.valid_to is None or self.valid_to >= first)


@dataclass(frozen=True, kw_only=True)
class LayoutRow:
    """A header of the partner's own and the field it means, from valid_from on."""

    roster_kind: str
    header: str
    field: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A partner with what it owes and how it writes."""

    partner_id: str
    area_code: str | None
    obligations: tuple[Obligation, ...] = ()
    layouts: tuple[LayoutRow, ...] = ()

    @property
    def kinds_owed(self) -> tuple[str, ...]:
        """The roster kinds the partner owes or ever owed and that have a contract, sorted."""
        return tuple(sorted({each.roster_kind for each in self.obligations} & set(roster.kinds())))

    def layout(self, roster_kind: str, day: date) -> Mapping[str, str]:
        """Return header to field as it stands on a day; of two rows for a header the later one counts."""
        rows = [
            row
            for row in sorted(self.layouts, key=lambda row: row.valid_from)
            if row.roster_kind == roster_kind
            and row.valid_from <= day
            and (row.valid_to is None or row.valid_to >= day)
        ]
        return {row.header: row.field for row in rows}

    def obligation(self, roster_kind: str, first: date, last: date) -> Obligation:
        """Return what the partner owes of this kind in a month, else the latest that ever stood.

        What the lists leave open, a whole obligation or who pays, is as the contract of the kind says.
        """
        own = sorted(
            (each for each in self.obligations if each.roster_kind == roster_kind),
            key=lambda each: each.valid_from,
        )
        standing = [each for each in own if each.holds_within(first, last)]
        candidates = standing or own or [_unless_owed(roster_kind, first)]
        stated = candidates[-1]
        return replace(stated, funding_code=stated.funding_code or roster.contract(roster_kind).funding)


def _unless_owed(roster_kind: str, first: date) -> Obligation:
    terms = roster.contract(roster_kind).unless_owed
    return Obligation(
        roster_kind=roster_kind,
        frequency=terms.frequency,
        is_full=terms.list_mode == "full",
        carry_forward=terms.carry_forward,
        funding_code=None,
        agreement_id=None,
        valid_from=first,
        valid_to=None,
    )


def partners(connection: "Connection", partner_ids: Sequence[str]) -> dict[str, Partner]:
    """Return the partners of these ids that are on the list now."""
    wanted = [list(partner_ids)]
    obligations: dict[str, list[Obligation]] = {}
    for partner_id, *obligation in connection.execute(
        "select partner_id, roster_kind, frequency, list_mode = 'full', carry_forward, funding_code,"
        " agreement_id,"
        " valid_from, valid_to from reference.obligation where replaced_by_load_no is null and"
        " partner_id = any(%s)"
        ' order by valid_from, roster_kind collate "C"',
        wanted,
    ):
        names = (
            "roster_kind", "frequency", "is_full", "carry_forward", "funding_code", "agreement_id",
            "valid_from", "valid_to",
        )  # fmt: skip
        obligations.setdefault(partner_id, []).append(Obligation(**dict(zip(names, obligation, strict=True))))
    layouts: dict[str, list[LayoutRow]] = {}
    for partner_id, kind, header, field, valid_from, valid_to in connection.execute(
        "select partner_id, roster_kind, header, field, valid_from, valid_to from reference.layout"
        ' where replaced_by_load_no is null and partner_id = any(%s) order by valid_from, header collate "C"',
        wanted,
    ):
        row = LayoutRow(
            roster_kind=kind, header=header, field=field, valid_from=valid_from, valid_to=valid_to
        )
        layouts.setdefault(partner_id, []).append(row)
    return {
        partner_id: Partner(
            partner_id=partner_id,
            area_code=area_code,
            obligations=tuple(obligations.get(partner_id, ())),
            layouts=tuple(layouts.get(partner_id, ())),
        )
        for partner_id, area_code in connection.execute(
            "select partner_id, area_code from reference.partner where replaced_by_load_no is null"
            " and partner_id = any(%s)",
            wanted,
        )
    }

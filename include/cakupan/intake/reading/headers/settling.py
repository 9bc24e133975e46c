"""Settle what each column holds: by content, by two columns together, and one column for each field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import beside, parts, wording
from cakupan.intake.reading.headers.claims import Claim
from cakupan.intake.reading.headers.content import by_content
from cakupan.intake.reading.headers.samples import MOSTLY, Samples, share

TICKS = re.compile(r"[vVxX√✓✔*1lLpP]|ya", re.IGNORECASE)
MEN = ("l", "lk", "laki laki", "laki", "pria")
WOMEN = ("p", "pr", "perempuan", "wanita")
RESIDENCE = ("tempat tinggal", "asal", "domisili", "rumah", "ktp")


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The claims as settled; `derived` are columns read by a special way, not cell by cell.

    `parts` are the columns that make a field together.
    """

    claims: Sequence[Claim]
    derived: frozenset[int] = frozenset()
    address: int | None = None
    ticks: tuple[int, int] | None = None
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    has_second_table: bool = False


def decide(samples: Samples, claims: Sequence[Claim], contract: RosterContract) -> Decided:
    """Settle every claim: ambiguous headers by content, then fields that several columns claim."""
    joined = parts.join(beside.set_aside(list(claims), samples), samples)
    settled, ticks = _ticked(by_content(joined.claims, samples, contract), samples, contract)
    settled, address = _addressed(settled, samples, contract)
    settled, is_double = _once_each(settled, samples, contract)
    derived = frozenset(ticks or ()) | (frozenset() if address is None else frozenset({address}))
    return Decided(
        claims=settled,
        derived=derived,
        address=address,
        ticks=ticks,
        parts=joined.columns,
        has_second_table=is_double,
    )


def _ticked(
    claims: list[Claim], samples: Samples, contract: RosterContract
) -> tuple[list[Claim], tuple[int, int] | None]:
    """Two columns L and P with a tick in one of them say the sex."""
    if "jenis_kelamin" not in contract.fields or any(each.field == "jenis_kelamin" for each in claims):
        return claims, None
    for man, woman in pairwise(claims):
        is_pair = man.plain in MEN and woman.plain in WOMEN and woman.column == man.column + 1
        if is_pair and share(samples.filled(man.column) + samples.filled(woman.column), TICKS) > MOSTLY:
            pair = (man.column, woman.column)
            known = {
                man: replace(man, field="jenis_kelamin", basis="content"),
                woman: replace(woman, field=None, basis="content"),
            }
            return [known.get(each, each) for each in claims], pair
    return claims, None


def _addressed(
    claims: list[Claim], samples: Samples, contract: RosterContract
) -> tuple[list[Claim], int | None]:
    """An address such as "Ds. X RT 02/03 Kec. Y" gives the place where no column of its own does."""
    has_place = any(each.field in ("desa_kelurahan", "kecamatan", "kode_desa") for each in claims)
    if has_place or "desa_kelurahan" not in contract.fields:
        return claims, None
    for claim in claims:
        is_address = claim.plain.startswith(("alamat", "domisili", "tempat tinggal"))
        if is_address and claim.basis != "layout" and samples.place_share(claim.column) >= MOSTLY:
            known = replace(claim, field="desa_kelurahan", basis="content")
            return [known if each is claim else each for each in claims], claim.column
    return claims, None


def _once_each(claims: list[Claim], samples: Samples, contract: RosterContract) -> tuple[list[Claim], bool]:
    """Of several columns for one field the layout's wins, then content, then one in sight, then the first."""
    by_field: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.field in contract.fields:
            by_field.setdefault(claim.field, []).append(claim)
    dropped: dict[Claim, Claim] = {}
    for name, rivals in by_field.items():
        if len(rivals) > 1:
            chosen = _chosen(name, rivals, samples, contract)
            dropped |= {each: replace(each, basis="repeated") for each in rivals if each is not chosen}
    seen = [each for each in dropped if samples.is_visible(each.column)]
    identifying = {each.field for each in seen} & set(contract.identifies)
    is_double = len(identifying) >= max(contract.identifies_at_least, 1) and any(
        samples.differ(each.column, first.column)
        for each in seen
        for first in claims
        if each.field in contract.identifies and first.field == each.field and first not in dropped
    )
    return [dropped.get(each, each) for each in claims], is_double


def _chosen(field: str, rivals: Sequence[Claim], samples: Samples, contract: RosterContract) -> Claim:
    if by_layout := [each for each in rivals if each.basis == "layout"]:
        return by_layout[0]
    if field == "nik":
        return max(
            rivals,
            key=lambda each: (
                samples.national_share(each.column) >= MOSTLY,
                samples.is_visible(each.column),
                each.basis == "exact",
            ),
        )
    if field == "desa_kelurahan":
        is_of_office = contract.is_of_village_office
        return min(rivals, key=lambda each: any(word in each.plain for word in RESIDENCE) is is_of_office)
    return max(
        rivals,
        key=lambda each: (
            bool(samples.filled(each.column)),
            samples.is_visible(each.column),
            wording.part_of_name(each.plain) is None,
            each.basis in ("exact", "joined"),
        ),
    )

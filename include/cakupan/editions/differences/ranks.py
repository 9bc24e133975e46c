"""Why the rank of a figure moved: its own counts first, then the figures around it, by name."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cakupan.editions.differences import steps
from cakupan.editions.differences.change import AREA_MOVE, Origin
from cakupan.editions.differences.sides import Pair, Row, Sides
from cakupan.editions.differences.steps import Counts, Split, Step

FINEST = 10**40  # shares of counts below 10**20 that differ do so before this digit
NAMED = 5
Place = tuple[str, str, str, str]


@dataclass(kw_only=True)
class Group:
    """The ranked figures of a group, their shares by id and in order."""

    shares: dict[str, int] = field(default_factory=dict)
    ordered: list[int] = field(default_factory=list)

    def rank(self, figure_id: str, share: int) -> int:
        """Return the rank that a share has among the others of the group."""
        above = len(self.ordered) - bisect_right(self.ordered, share)
        own = self.shares.get(figure_id)
        return 1 + above - (own is not None and own > share)

    def size(self, figure_id: str) -> int:
        """Return how many there are with this figure among them."""
        return len(self.shares) + (figure_id not in self.shares)


Groups = Mapping[Place, Group]


def groups(figures: Mapping[str, Row]) -> dict[Place, Group]:
    """Return the ranked figures of an edition by group."""
    groups: dict[Place, Group] = {}
    for figure_id, row in figures.items():
        if row["rank"] is not None:
            group = groups.setdefault(_place(row, str(row["peer_group"])), Group())
            group.shares[figure_id] = _share(row["numerator"], row["denominator"])
    for group in groups.values():
        group.ordered = sorted(group.shares.values())
    return groups


def _place(row: Row, group: str) -> Place:
    return str(row["indicator_code"]), str(row["slicing"]), str(row["slice_code"]), group


def _share(numerator: int, denominator: int) -> int:
    return numerator * FINEST // denominator


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The groups of both editions."""

    sides: Sides
    before: Groups
    after: Groups

    def split(self, pair: Pair, part: str, own: Sequence[Step]) -> Split:
        """Return the split of a rank or of the number of peers; what is not ranked has none, and so counts 0.

        Raises:
            CakupanError: neither own counts nor peers explain it.
        """
        previous, value = (Decimal(one or 0) for one in pair.part(part))
        group_before, group_after = pair.part("peer_group")
        place = _place(pair.either, str(group_after or group_before))
        later, earlier = self.after.get(place, Group()), self.before.get(place, Group())
        counts = steps.states(pair.counts()[0], own)
        split: Split = {}
        start = self._number(pair, part, earlier, counts[0])
        if start != previous:
            has_moved = None not in (group_before, group_after) and group_before != group_after
            origin = AREA_MOVE if has_moved else self._threshold(pair, part, start - previous)
            steps.add(split, origin, start - previous)
        for origin, share in steps.along(
            own, lambda place: self._number(pair, part, earlier, counts[place])
        ).items():
            steps.add(split, origin, share.change, share.rows)
        reached = self._number(pair, part, earlier, counts[-1])
        if reached != value:
            names = _crossed(pair, part, counts[-1], earlier, later)
            explained = self._number(pair, part, later, counts[-1])
            origin = (
                _peers(names)
                if names and explained == value
                else self._threshold(pair, part, value - explained)
            )
            steps.add(split, origin, value - reached, len(names))
        return split

    def _number(self, pair: Pair, part: str, group: Group, counts: Counts) -> Decimal:
        least = max(1, self.sides.after.minimum_village_workforce)
        if counts.denominator < least:
            return steps.NONE
        if part == "peer_count":
            return Decimal(group.size(pair.figure_id))
        return Decimal(group.rank(pair.figure_id, _share(counts.numerator, counts.denominator)))

    def _threshold(self, pair: Pair, part: str, change: Decimal) -> Origin:
        if self.sides.before.minimum_village_workforce != self.sides.after.minimum_village_workforce:
            return Origin(cause="definition", source_kind="code")
        return self.sides.rest(pair, part, change)


def _crossed(pair: Pair, part: str, counts: Counts, earlier: Group, later: Group) -> list[str]:
    """Return the peers that came before the figure or fell behind it, entered the group or left it."""
    others = (earlier.shares.keys() | later.shares.keys()) - {pair.figure_id}
    if part == "peer_count":
        return sorted(one for one in others if (one in earlier.shares) != (one in later.shares))
    own = _share(counts.numerator, counts.denominator) if counts.denominator > 0 else 0
    return sorted(
        one for one in others if (earlier.shares.get(one, -1) > own) != (later.shares.get(one, -1) > own)
    )


def _peers(names: Sequence[str]) -> Origin:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return Origin(cause="peers", source_kind="figure", named=", ".join(names[:NAMED]) + more)

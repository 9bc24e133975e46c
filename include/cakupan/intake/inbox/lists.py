"""Which submission a file becomes, and of which list it is a part.

The members of one archive that are full lists of one partner, kind and month are together one list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.taking import Assignment
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

UNNUMBERED = 2**62  # what gets its number later is newer than all that has one
Key = tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class NumberedSubmission:
    """The submission a file is; list and part are null where it is a list by itself."""

    submission_no: int
    sha256: str
    is_full: bool
    is_new: bool = False
    list_no: int | None = None
    part_no: int | None = None


def give(
    connection: Connection,
    files: Sequence[InboxFile],
    taken: Mapping[int, Assignment],
    partner_nos: Mapping[str, int],
) -> dict[int, NumberedSubmission]:
    """Return for each file taken the submission it is: a new one, or one whose bytes count now.

    Members of an archive that are one list are compared as a set: all of them are new, or none is.
    """
    keys = {place: _key(each, partner_nos) for place, each in taken.items()}
    counting = _counting(connection, sorted(set(keys.values())))
    submissions: dict[int, NumberedSubmission] = {}
    made = 0
    for places in _together(files, taken, keys):
        known = counting.setdefault(keys[places[0]], [])
        shas = {files[place].sha256 for place in places}
        counted = _counted(known) if taken[places[0]].obligation.is_full else known
        same = {each.sha256: each for each in counted}
        if len(shas) > 1 and shas != set(same):
            same = {}
        list_no = UNNUMBERED + made
        for place in places:
            sha256, each = files[place].sha256, taken[place]
            if sha256 not in same:
                number = UNNUMBERED + made
                part = (list_no, number) if len(shas) > 1 else (each.list_no, each.part_no)
                same[sha256] = NumberedSubmission(
                    submission_no=number,
                    sha256=sha256,
                    is_full=each.obligation.is_full,
                    list_no=part[0],
                    part_no=part[1],
                )
                known.insert(0, same[sha256])
                submissions[place] = replace(same[sha256], is_new=True)
                made += 1
            else:
                submissions[place] = same[sha256]
    return _numbered(connection, submissions, made)


def _together(
    files: Sequence[InboxFile], taken: Mapping[int, Assignment], keys: Mapping[int, Key]
) -> list[list[int]]:
    """Files that are one list, in the order in which they came; corrected receipts mend parts of another.

    A member of an archive came with it, however late it was unpacked.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, each in taken.items():
        container = files[place].container
        is_alone = container is None or not each.obligation.is_full
        groups.setdefault((place,) if is_alone else (container, keys[place]), []).append(place)
    lists_together: list[list[int]] = []
    for places in groups.values():
        is_mending = all(taken[place].corrects_submission_no for place in places)
        lists_together += [[place] for place in places] if is_mending else [places]

    def came(places: list[int]) -> tuple[int, int]:
        container = files[places[0]].container
        return (places[0] if container is None else container, places[0])

    return sorted(lists_together, key=came)


def _counted(known: Sequence[NumberedSubmission]) -> list[NumberedSubmission]:
    """Of full lists that count and those that came with this batch, what counts then; newest first.

    What came with this batch has no number and is not in the warehouse, so its functions cannot be asked.
    """
    full = [each for each in known if each.is_full]
    newest = max((each.list_no or each.submission_no for each in full), default=None)
    parts: dict[int, NumberedSubmission] = {}
    for each in full:
        if (each.list_no or each.submission_no) == newest:
            parts.setdefault(each.part_no or each.submission_no, each)
    return list(parts.values())


def _key(taken: Assignment, partner_nos: Mapping[str, int]) -> Key:
    return partner_nos[taken.partner.partner_id], taken.roster_kind, taken.period.period


def _numbered(
    connection: Connection, submissions: Mapping[int, NumberedSubmission], made: int
) -> dict[int, NumberedSubmission]:
    """Give new submissions their numbers only now: they leave no gap."""
    numbers = next_numbers(connection, "submission", made)

    def of(number: int | None) -> int | None:
        return numbers[number - UNNUMBERED] if number is not None and number >= UNNUMBERED else number

    return {
        place: replace(
            each,
            submission_no=of(each.submission_no) or each.submission_no,
            list_no=of(each.list_no),
            part_no=of(each.part_no),
        )
        for place, each in submissions.items()
    }


def next_numbers(connection: Connection, table: str, count: int) -> list[int]:
    """Return that many new numbers of intake.delivery or intake.submission, ascending."""
    rows = connection.execute(
        "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
        [f"intake.{table}", f"{table}_no", count],
    )
    return sorted(int(row[0]) for row in rows)


def _counting(connection: Connection, keys: Sequence[Key]) -> dict[Key, list[NumberedSubmission]]:
    """The files of each partner, kind and period that count, or will when they are judged; newest first."""
    partner_nos, roster_kinds, periods = zip(*keys, strict=True) if keys else ((), (), ())
    rows = connection.execute(
        statements.beside(__file__, "counting"),
        {"partner_nos": list(partner_nos), "roster_kinds": list(roster_kinds), "periods": list(periods)},
    )
    by_key: dict[Key, list[NumberedSubmission]] = {}
    for *key, submission_no, sha256, list_no, part_no, is_full in rows:
        given = NumberedSubmission(
            submission_no=submission_no, sha256=sha256, list_no=list_no, part_no=part_no, is_full=is_full
        )
        by_key.setdefault((key[0], key[1], key[2]), []).append(given)
    return by_key

"""Human decisions on rows: who a row is, or that it is not who it was taken for.

A ruling names its row by submission, sheet and row, such as S000123/1/45, and is kept with a digest of what
the row states and one of what is known of the person. Rows decided before follow at once, under its load.
"""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from psycopg.types.json import Jsonb

from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.identity import resolve
from cakupan.identity.rulings import digests
from cakupan.identity.rulings.said import Said
from cakupan.lake import months
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)
ADDRESS = re.compile(r"(S\d{6,})/(\d{1,9})/(\d{1,9})")
TOLD = (
    "method", "candidate_no", "name_level", "date_level", "sex_level", "place_level", "nik_level",
    "mother_level", "weight", "lead", "model_version",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What is decided about a row: the person it is, or with None that it is not the one it may be."""

    row: str
    person_no: int | None
    said: Said


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """What came of a ruling; `is_new` is false where the same was decided before and still holds."""

    row: str
    outcome: str
    person_no: int | None
    is_new: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        return asdict(self)


def record(
    connection: Connection, rulings: Sequence[Ruling], workbook_sha256: str | None = None
) -> list[Ruled]:
    """Record rulings under one load and decide the rows they are about; the caller commits.

    Raises:
        NotFound: there is no such row or person.
        AnswerIsNo: the row is not decided about, its list does not count, or two rows that state the same are
            decided otherwise.
        CakupanError: the reason says too little, or the row is written otherwise.
    """
    said = [ruling.said.checked() for ruling in rulings]
    # All that was recorded before is resolved first, so that guards are of what is known.
    resolve.persons(connection)
    digests.prepare(connection)
    asked = [standing(connection, ruling.row, ruling.person_no) for ruling in rulings]
    _require_one_answer(rulings, asked)
    new = [
        number for number, row in enumerate(asked) if not _is_said_before(connection, rulings[number], row)
    ]
    if new:
        with loads.load(connection, "decision", workbook_sha256) as load:
            for number in new:
                _write(
                    connection, load.load_no, rulings[number], said[number], asked[number], workbook_sha256
                )
        connection.execute("drop table merged_person")
        resolve.persons(connection)
    else:
        connection.execute("drop table merged_person")
    LOGGER.info("%s rulings recorded of %s", len(new), len(rulings))
    return [
        Ruled(
            row=ruling.row,
            outcome=_outcome(ruling),
            person_no=asked[number]["ruled_no"],
            is_new=number in new,
        )
        for number, ruling in enumerate(rulings)
    ]


def _require_one_answer(rulings: Sequence[Ruling], asked: Sequence[dict[str, Any]]) -> None:
    said: dict[tuple[int, bytes], tuple[str, int | None]] = {}
    for ruling, row in zip(rulings, asked, strict=True):
        stated = (row["partner_no"], row["row_digest"])
        first, person_no = said.setdefault(stated, (ruling.row, row["ruled_no"]))
        if person_no != row["ruled_no"]:
            raise AnswerIsNo(f"{first} and {ruling.row} state the same and are decided otherwise; say which.")


def parse(row: str) -> dict[str, Any]:
    """Return submission, sheet and row that an address names.

    Raises:
        CakupanError: it is none.
    """
    match = ADDRESS.fullmatch(row.strip())
    if match is None:
        raise CakupanError(f"{row!r} names no row; write submission/sheet/row, such as S000123/1/45.")
    return {"submission_id": match[1], "sheet_no": int(match[2]), "row_number": int(match[3])}


def standing(connection: Connection, row_id: str, person_no: int | None) -> dict[str, Any]:
    """Return a row as it is decided now, and what would guard a ruling that it is a person, or is not.

    Raises:
        NotFound: there is no such row or person.
        AnswerIsNo: nothing is decided about the row, it was emptied, or the person is not of the register.
    """
    found = statements.dicts(connection, statements.beside(__file__, "row_asked"), parse(row_id))
    if not found:
        _require_month(connection, row_id)
        raise NotFound(f"There is no row {row_id}; `cakupan review` lists those to decide.")
    row = found[0]
    if row["outcome"] is None:
        raise AnswerIsNo(f"Nothing is decided about {row_id}: its list does not count, or is none of people.")
    if row["is_emptied"]:
        raise AnswerIsNo(
            f"What {row_id} said was emptied, by retention or for a person; nothing is left to decide."
        )
    ruled_no = None if person_no is None else _member(connection, person_no)
    refused_no = row["candidate_no"] or (row["person_no"] if row["outcome"] == "match" else None)
    guarded_no = ruled_no if ruled_no is not None else refused_no
    guard = digests.guard(connection, guarded_no, row["own_key_no"])
    return row | {
        "ruled_no": ruled_no,
        "refused_no": refused_no,
        "guarded_no": guarded_no,
        "guard_digest": guard,
    }


def _member(connection: Connection, person_no: int) -> int:
    """Return the number that stands for a person of the register."""
    found = connection.execute(
        "select coalesce(merged_person.oldest_person_no, person.person_no), merged_person.is_member is true"
        " or exists (select from identity.description where description.person_no = person.person_no)"
        " from identity.person left join merged_person on person.person_no = merged_person.person_no"
        " where person.person_no = %s",
        [person_no],
    ).fetchone()
    if found is None:
        raise NotFound(f"There is no person {person_no}.")
    if not found[1]:
        raise AnswerIsNo(
            f"Person {person_no} is not of the register; a row can only be matched with members."
        )
    return int(found[0])


def _is_said_before(connection: Connection, ruling: Ruling, row: dict[str, Any]) -> bool:
    """Tell whether the row stands decided by a ruling that says the same and rests on the same."""
    if row["method"] != "ruling" or row["outcome"] != _outcome(ruling):
        return False
    newest = connection.execute(
        "select ruling.outcome, ruling.person_no, ruling.guard_digest from identity.ruling"
        " inner join control.load on ruling.load_no = load.load_no"
        " where partner_no = %s and row_digest = %s order by load.recorded_at desc, ruling_no desc limit 1",
        [row["partner_no"], row["row_digest"]],
    ).fetchone()
    return newest == (_outcome(ruling), row["ruled_no"], row["guard_digest"])


def _outcome(ruling: Ruling) -> str:
    return "no_match" if ruling.person_no is None else "match"


def _write(
    connection: Connection,
    load_no: int,
    ruling: Ruling,
    said: Said,
    row: dict[str, Any],
    workbook_sha256: str | None,
) -> None:
    written = connection.execute(
        "insert into identity.ruling (load_no, partner_no, row_digest, outcome, person_no, reason,"
        " guard_digest, decided_by, second_by, workbook_sha256)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning ruling_no",
        [
            load_no, row["partner_no"], row["row_digest"], _outcome(ruling), row["ruled_no"], said.reason,
            row["guard_digest"], said.decided_by, said.second_by, workbook_sha256,
        ],
    ).fetchone()  # fmt: skip
    assert written is not None  # noqa: S101 - returning always answers
    details = {name: row[name] for name in TOLD if row[name] is not None} | {
        "ruling_no": written[0],
        "outcome": _outcome(ruling),
        "person_no": row["ruled_no"],
        "candidate_no": row["refused_no"],
        "second_by": said.second_by,
    }
    note(connection, "ruling", ruling.row, said, load_no, details)


def note(
    connection: Connection, action: str, subject: str, said: Said, load_no: int, details: dict[str, Any]
) -> None:
    """Note a decision in control.action: who, about what, why."""
    connection.execute(
        "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
        " values (%s, %s, %s, %s, %s, %s, control.now())",
        [
            action, subject, said.decided_by, said.reason,
            Jsonb(details, dumps=lambda each: json.dumps(each, ensure_ascii=False, default=str)), load_no,
        ],
    )  # fmt: skip


def _require_month(connection: Connection, row_id: str) -> None:
    """Say of a row of a month that left the database where it is.

    Raises:
        MonthNotHere: its month is in the lake alone.
    """
    found = connection.execute(
        "select period from intake.submission where submission_id = %s", [row_id.partition("/")[0]]
    ).fetchall()
    months.require_here(connection, [period for (period,) in found])

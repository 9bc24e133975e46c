"""Human decisions on persons: that two numbers are one person, and that two made one are two."""

from dataclasses import asdict, dataclass

from cakupan.errors import AnswerIsNo, CakupanError, NotFound
from cakupan.identity import resolve
from cakupan.identity.rulings.deciding import note
from cakupan.identity.rulings.said import Said
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two numbers of persons; the older one was given first."""

    younger_no: int
    older_no: int

    def as_dict(self) -> dict[str, int]:
        """Return it as the command line prints it."""
        return asdict(self)


def merge(connection: Connection, one_no: int, other_no: int, said: Said) -> Pair:
    """Make two persons one from now on, as two people agree; the caller commits.

    Raises:
        NotFound: there is no such person.
        AnswerIsNo: they are one already.
        CakupanError: nobody agrees, or the reason says too little.
    """
    said = said.checked()
    if said.second_by is None:
        raise CakupanError("Two people have to agree that two persons are one: --second NAME.")
    resolve.persons(connection)
    one, other = _standing(connection, one_no), _standing(connection, other_no)
    if one == other:
        raise AnswerIsNo(f"{one_no} and {other_no} are one person already, {one}.")
    pair = Pair(younger_no=max(one, other), older_no=min(one, other))
    with loads.load(connection, "decision") as load:
        connection.execute(
            "insert into identity.merge (younger_person_no, older_person_no, load_no, reason, ruled_by)"
            " values (%s, %s, %s, %s, %s)",
            [pair.younger_no, pair.older_no, load.load_no, said.reason, said.names],
        )
        details = _details(pair, said, asked(one_no, other_no))
        note(connection, "merge", f"person {pair.younger_no}", said, load.load_no, details)
    resolve.persons(connection)
    return pair


def split(connection: Connection, person_no: int, said: Said, of_no: int | None = None) -> list[Pair]:
    """Undo, from now on, what made a person's number another's, or that of one only; the caller commits.

    Raises:
        NotFound: there is no such person.
        AnswerIsNo: its number is no other's.
        CakupanError: the reason says too little.
    """
    said = said.checked()
    resolve.persons(connection)
    _standing(connection, person_no)
    merged = statements.dicts(connection, statements.beside(__file__, "merges_in_force"), {"no": person_no})
    pairs = [Pair(younger_no=row["younger_no"], older_no=row["older_no"]) for row in merged]
    own = [pair for pair in pairs if pair.younger_no == person_no and of_no in (None, pair.older_no)]
    if not own:
        younger = ", ".join(str(pair.younger_no) for pair in pairs)
        told = f" Numbers that were made it: {younger}; name the one to split off." if younger else ""
        raise AnswerIsNo(f"{person_no} was not made {of_no or 'another person'}.{told}")
    with loads.load(connection, "decision") as load:
        for pair in own:
            connection.execute(
                "insert into identity.split (person_no, older_person_no, load_no, reason, ruled_by)"
                " values (%s, %s, %s, %s, %s)",
                [pair.younger_no, pair.older_no, load.load_no, said.reason, said.names],
            )
            details = _details(pair, said, asked(person_no, of_no))
            note(connection, "split", f"person {pair.younger_no}", said, load.load_no, details)
    resolve.persons(connection)
    return own


def _standing(connection: Connection, person_no: int) -> int:
    """Return the number that stands for a person now."""
    found = connection.execute(
        "select coalesce(older.oldest_person_no, person.person_no) from identity.person"
        " left join identity.oldest_at('infinity') as older on person.person_no = older.person_no"
        " where person.person_no = %s",
        [person_no],
    ).fetchone()
    if found is None:
        raise NotFound(f"There is no person {person_no}.")
    return int(found[0])


def asked(one_no: int, other_no: int | None) -> list[int]:
    """Return the numbers that somebody named, as the record of the action holds them."""
    return sorted(number for number in (one_no, other_no) if number is not None)


def _details(pair: Pair, said: Said, named: list[int]) -> dict[str, object]:
    return {
        "asked": named,
        "younger_person_no": pair.younger_no,
        "older_person_no": pair.older_no,
        "second_by": said.second_by,
    }

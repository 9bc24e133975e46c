"""Who is asked about: a person by a number of his, with all keys and numbers that are his."""

import re
from dataclasses import dataclass

from cakupan.errors import NotFound
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

PERSON_NO = re.compile(r"[Pp]?\d{1,18}")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person: the number that stays, those merged into it, and the keys of all of them.

    Without a number where a key stands in rows only, of which nobody was made.
    """

    person_no: int | None
    person_nos: tuple[int, ...]
    key_nos: tuple[int, ...]
    niks: tuple[str, ...]
    kpjs: tuple[str, ...]

    @property
    def name(self) -> str:
        """What actions call the person; it holds no key."""
        return f"person {self.person_no}" if self.person_no is not None else "person without number"

    @property
    def asked(self) -> dict[str, object]:
        """The values that statements about the person ask with."""
        return {
            "person_nos": list(self.person_nos),
            "key_nos": list(self.key_nos),
            "niks": list(self.niks),
            "kpjs": list(self.kpjs),
        }


def find(connection: Connection, who: str, digest: bytes | None = None) -> Subject:
    """Return the person with a NIK, a KPJ or a number such as P12; numbers below eight digits need no P.

    A key that is nobody's is looked for among those of forgotten persons by its digest.

    Raises:
        NotFound: it is neither, or there is no person of this number.
    """
    text = who.strip()
    key_no = key_of(connection, text)
    if key_no is None and not PERSON_NO.fullmatch(text):
        raise NotFound("This is no NIK (16 digits), KPJ (8 to 13 digits) or number of a person such as P12.")
    stated = {
        "key_no": key_no,
        "digest": digest,
        "person_no": None if key_no is not None else int(text.lstrip("Pp")),
    }
    found = statements.records(connection, Subject, statements.beside(__file__, "subject"), stated)
    subject = found[0]
    if subject.person_no is None and key_no is None:
        raise NotFound("There is no person of this number.")
    return subject


def key_of(connection: Connection, text: str) -> int | None:
    """Return a NIK or KPJ as its number; None where the text is neither."""
    row = connection.execute("select coalesce(identity.nik_no(%s), identity.kpj_no(%s))", [text, text])
    (key_no,) = row.fetchone() or (None,)
    return None if key_no is None else int(key_no)

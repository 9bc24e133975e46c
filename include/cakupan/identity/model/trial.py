"""Rows of an installation's own lists, to train a model on and to compare models by.

Models are compared on rows that NIK and name confirm, with NIK and KPJ hidden: who they are is known, and
the models are asked as if it were not. Everything is rolled back.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from cakupan.contracts import roster
from cakupan.errors import ModelRefused
from cakupan.identity import rows
from cakupan.identity.matching import match
from cakupan.identity.model.files import Model
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection

LEAST_CONFIRMED = 100


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a model made of rows whose person is known, in rows."""

    version: str
    asked: int
    matched: int
    matched_rightly: int
    kept: int
    kept_rightly: int

    @property
    def precision(self) -> float | None:
        """The share of matches that are right; None where nothing was matched."""
        return self.matched_rightly / self.matched if self.matched else None

    @property
    def recall(self) -> float:
        """The share of rows matched rightly."""
        return self.matched_rightly / self.asked

    @property
    def recall_with_review(self) -> float:
        """The same with rows that a reviewer would be shown the right person of."""
        return (self.matched_rightly + self.kept_rightly) / self.asked

    def as_dict(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        shares = {"precision": self.precision, "recall": self.recall, "with_review": self.recall_with_review}
        return asdict(self) | shares


@contextmanager
def own_rows(connection: Connection) -> Iterator[int]:
    """Make the tables of matching over all rows of lists in force; leave nothing behind. Yield how many."""
    with connection.transaction(force_rollback=True):
        asked = {
            "instant": loads.now(connection),
            "kinds_of_people": list(roster.kinds_of_people()),
            "is_ruling": True,  # rows that are decided take part too
        }
        connection.execute(statements.beside(__file__, "lists_in_force"), asked)
        yield rows.prepare(connection, asked)


def compare(connection: Connection, models: Sequence[Model], rows_at_most: int) -> list[Compared]:
    """Return what each model makes of the same rows.

    Raises:
        ModelRefused: too few rows are confirmed by NIK and name.
    """
    with own_rows(connection):
        connection.execute(statements.beside(__file__, "sampled"), {"most": rows_at_most})
        connection.execute(statements.beside(match.__file__, "exact_pass"))
        connection.execute(statements.beside(__file__, "confirmed"))
        answer = connection.execute("select count(*) from confirmed").fetchone()
        if answer is None or answer[0] < LEAST_CONFIRMED:
            raise ModelRefused(
                f"Only {answer[0] if answer else 0} rows of the lists in force are confirmed by NIK and name;"
                f" {LEAST_CONFIRMED} are needed to compare models."
            )
        connection.execute(statements.beside(__file__, "hidden_numbers"))
        connection.execute("update row_to_match set nik = null, nik_no = null, kpj = null, kpj_no = null")
        return [_tried(connection, model) for model in models]


def _tried(connection: Connection, model: Model) -> Compared:
    connection.execute("truncate row_decided, row_candidate")
    match.match(connection, model=model)
    counts = statements.dicts(connection, statements.beside(__file__, "compared"))[0]
    return Compared(version=model.version, **counts)

"""Which model decides from now on: adopted with a reason, under a load of its own."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.types.json import Jsonb

from cakupan.errors import AnswerIsNo
from cakupan.identity import resolve
from cakupan.identity.matching import match
from cakupan.identity.model import files
from cakupan.identity.model.files import Model
from cakupan.identity.rulings.said import Said
from cakupan.warehouse import loads, statements
from cakupan.warehouse.connection import Connection


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """A model that was adopted, in the order recorded."""

    version: str
    sha256: str
    adopted_by: str
    reason: str
    recorded_at: datetime


def adopt(connection: Connection, version: str, said: Said) -> Model:
    """Let a model decide from now on; rows in force that matched nobody are looked at again at once.

    Raises:
        ModelRefused: its files are not as they were written.
        AnswerIsNo: it decides already.
        CakupanError: the reason says too little.
    """
    told = said.checked()
    model = files.read(version)
    resolve.persons(connection)  # what came before is decided by the model of then
    current = match.in_force(connection, "infinity")
    if (current.version, current.sha256) == (model.version, model.sha256):
        raise AnswerIsNo(f"Model {version} decides already.")
    with loads.load(connection, "model", model.sha256) as load:
        connection.execute(
            "insert into identity.model (version, sha256, load_no, adopted_by, reason)"
            " values (%s, %s, %s, %s, %s)",
            [version, model.sha256, load.load_no, told.decided_by, told.reason],
        )
        connection.execute(
            "insert into control.action (action, subject, actor, reason, details, load_no, acted_at)"
            " values ('adopt_model', %s, %s, %s, %s, %s, control.now())",
            [
                version,
                told.decided_by,
                told.reason,
                Jsonb({"sha256": model.sha256, "before": current.version}),
                load.load_no,
            ],
        )
    resolve.persons(connection)
    return model


def adopted(connection: Connection) -> list[Adopted]:
    """Return every adoption in the order recorded; none: the shipped model decides."""
    return statements.records(
        connection,
        Adopted,
        "select model.version, model.sha256, model.adopted_by, model.reason, load.recorded_at"
        " from identity.model inner join control.load on model.load_no = load.load_no"
        " order by load.recorded_at, load.load_no",
    )

"""Give each partner, employer, project, claim, agreement, action, workforce and target an integer, once."""

from cakupan.register.contract import Contract, Unit
from cakupan.warehouse.connection import Connection


def register(connection: Connection, contract: Contract, load_no: int) -> None:
    """Number the ids that the rows of one load bring for the first time, in order of the id."""
    for unit in contract.units:
        connection.execute(
            "insert into register.unit_key (unit_kind, unit_id)"
            " select %(kind)s, fresh.unit_id"
            f" from (select distinct {_unit_id(unit)} as unit_id from {contract.table} as loaded"
            f" where loaded.load_no = %(load_no)s) as fresh"
            " where fresh.unit_id is not null and not exists (select from register.unit_key"
            " where unit_key.unit_kind = %(kind)s and unit_key.unit_id = fresh.unit_id)"
            ' order by fresh.unit_id collate "C"',
            {"kind": unit.kind, "load_no": load_no},
        )


def _unit_id(unit: Unit) -> str:
    return " || '/' || ".join(f"loaded.{name}::text" for name in unit.id_columns)

"""Members in a register and what they are numbered, as tests of identity describe them."""

from pathlib import Path

from cakupan.identity import resolve as resolving
from cakupan.register import extracts
from cakupan.warehouse.connection import Connection, connect
from extract_builders import members, write_extract
from roster_rows import NAME

ANA, BUDI, CITRA, DEWI = (f"33289901018000{number:02d}" for number in (1, 2, 3, 4))
KPJ_ONE, KPJ_TWO, KPJ_THREE = "10000000001", "10000000002", "10000000003"


def register(folder: Path, *pairs: tuple[str, str]) -> int:
    """Load a membership per pair of NIK and KPJ, as a delta, and return the load number."""
    rows = [
        row
        for number, (nik, kpj) in enumerate(pairs)
        for row in members(f"{folder.name}-{number}", nik=nik, kpj=kpj, nama=NAME)
    ]
    load_no = extracts.load_folder(write_extract(folder, "delta", membership=rows), "register").load_no
    assert load_no is not None
    return load_no


def resolve() -> int:
    with connect() as opened:
        return resolving.persons(opened)


def persons(connection: Connection) -> dict[str, int]:
    return dict(
        connection.execute("select key_value, person_no from identity.person_at('infinity')").fetchall()
    )


def people(persons: dict[str, int]) -> set[frozenset[str]]:
    """Return which keys belong together, whatever the numbers are."""
    return {
        frozenset(key for key, person_no in persons.items() if person_no == number)
        for number in persons.values()
    }

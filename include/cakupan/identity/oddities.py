"""What is odd about the members that a load of the register brings: found, counted and told, never mended.

A KPJ beside several NIKs is found while keys are numbered, and persons whom a human told apart while they are
merged (`keys`). Everything found is a row of `identity.finding` that names the row of the extract.
"""

import logging
from dataclasses import dataclass

from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

LOGGER = logging.getLogger(__name__)
LABELS = {
    "KPJ_BEBERAPA_NIK": ("Satu KPJ dengan beberapa NIK", "One KPJ with several NIKs"),
    "MASA_TERBALIK": ("Masa kepesertaan berakhir sebelum dimulai", "Membership ends before it begins"),
    "MASA_TUMPANG_TINDIH": (
        "Dua kepesertaan orang, segmen dan pemberi kerja yang sama berlaku bersamaan",
        "Two memberships of one person, segment and employer run at the same time",
    ),
    "NIK_BERPINDAH": (
        "NIK yang sama, nama dan tanggal lahir lain dari sebelumnya",
        "The same NIK with another name and birth date than before",
    ),
    "NIK_DIPAKAI_BERSAMA": (
        "Satu NIK dipakai orang dengan nama dan tanggal lahir yang berbeda",
        "One NIK for people of different names and birth dates",
    ),
    "ORANG_DILUPAKAN": (
        "Orang yang datanya sudah dihapus atas permintaannya muncul lagi",
        "A person who was forgotten appears again",
    ),
    "ORANG_DIPISAH": (
        "Data kepesertaan menyatukan dua orang yang sudah diputuskan berbeda",
        "The register joins two persons who were decided to be two",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Oddity:
    """How often a load of the register shows one kind of oddity, and the first rows that do."""

    load_no: int
    code: str
    rows: int
    first_rows: str

    @property
    def label_id(self) -> str:
        """What it is, in Indonesian."""
        return LABELS[self.code][0]

    @property
    def label_en(self) -> str:
        """What it is, in English."""
        return LABELS[self.code][1]


def find(connection: Connection, load_no: int) -> None:
    """Write down what is odd about the members of a load whose persons are numbered and described."""
    connection.execute(statements.beside(__file__, "oddities"), {"load_no": load_no})
    for each in of_load(connection, load_no):
        LOGGER.warning("register load %s: %s %s", load_no, each.rows, each.label_en)


def of_load(connection: Connection, load_no: int) -> list[Oddity]:
    """Return the oddities of one load, the most frequent first."""
    return [each for each in told(connection) if each.load_no == load_no]


def told(connection: Connection) -> list[Oddity]:
    """Return the oddities of every load, the newest load first, and of a load the most frequent first."""
    return statements.records(connection, Oddity, statements.beside(__file__, "oddities_told"))

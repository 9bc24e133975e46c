"""Files that cannot be taken, one for each reason, and the reason each must be refused for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cakupan.demo.rosters import files, grid, looks
from cakupan.demo.rosters.governments import at
from cakupan.demo.rosters.grid import Cell, Grid
from cakupan.demo.rosters.plan import Expected


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A file, its bytes and the refusal code."""

    path: str
    partner_id: str
    roster_kind: str | None
    period: str | None
    refusal: str
    content: Callable[[], bytes]
    received_at: str = "2024-11-04T15:30"

    def send(self, inbox: Path) -> list[Expected]:
        """Write the file into the inbox and return how it must be refused."""
        target = inbox / self.path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.write_bytes(self.content())
        return [
            Expected(
                path=self.path,
                partner_id=self.partner_id,
                roster_kind=self.roster_kind,
                period=self.period,
                received_at=at(self.received_at),
                refusal=self.refusal,
            )
        ]


def _sheet(*lines: list[Cell]) -> bytes:
    return files.xlsx_bytes([Grid(name="Sheet1", rows=list(lines))])


def _photo() -> bytes:
    """Return the first bytes of a JPEG: a photo of a list, renamed."""
    return bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"demo" * 64 + bytes.fromhex("ffd9")


def _protected() -> bytes:
    """Return the head of a compound file with an encrypted package: a workbook with a password."""
    name = "EncryptedPackage".encode("utf-16-le")
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + name + bytes(992)


def _torn() -> bytes:
    """Return a workbook whose transfer broke off."""
    whole = _sheet(["No", "NIK", "Nama"], [1, "3328990101900001", "CONTOH"])
    return whole[: len(whole) // 2]


def _archive() -> bytes:
    """An archive of the kind that is not opened."""
    return b"Rar!\x1a\x07\x01\x00" + b"daftar menyusul"


def _letter() -> bytes:
    return _sheet(
        ["Kepada Yth. Kepala Kantor Cabang"],
        ["Bersama ini kami sampaikan daftar pekerja rentan."],
        ["Terima kasih."],
    )


def _without_names() -> bytes:
    return _sheet(["No", "NIK", "KPJ", "Kecamatan"], [1, "3328990101900001", "99900000001", "Slawi"])


def _only_header() -> bytes:
    return _sheet(["No", "NIK", "Nama Lengkap", "Tanggal Lahir"])


def _plain() -> bytes:
    look = looks.VILLAGE[1]
    row = {"nik": "3328990101900001", "nama": "Contoh Demo", "tanggal_lahir": pd.Timestamp("1990-01-01")}
    frame = pd.DataFrame([{**row, "jenis_kelamin": "L", "jabatan": "Kader", "sumber_dana": None}])
    return files.csv_bytes(grid.sheets(frame, look)[0], look.delimiter, look.encoding)


# (file name, why it is refused, its bytes): sent by one local government for one month
SENT = (
    ("foto daftar.xlsx", "BUKAN_LEMBAR_KERJA", _photo),
    ("kosong.xlsx", "BERKAS_KOSONG", bytes),
    ("terkunci.xlsx", "BERKAS_TERKUNCI", _protected),
    ("terputus.xlsx", "BERKAS_RUSAK", _torn),
    ("lampiran.rar", "BUKAN_LEMBAR_KERJA", _archive),
    ("surat pengantar.xlsx", "TANPA_JUDUL_KOLOM", _letter),
    ("tanpa nama.xlsx", "KOLOM_WAJIB_TIDAK_ADA", _without_names),
    ("belum diisi.xlsx", "TANPA_DATA", _only_header),
)
# (path, partner, why it is refused): these never become a submission
AT_THE_DOOR = (
    ("pemda-33.28/pemda_rentan/2031-01/rencana.csv", "pemda-33.28", "PERIODE_TIDAK_WAJAR"),
    ("koperasi-tanpa-nama/daftar.csv", "koperasi-tanpa-nama", "MITRA_TIDAK_DIKENAL"),
)


def all_of_october(village_with_two_kinds: str) -> list[Broken]:
    """Return the broken files of the first month; one comes from a village that owes two kinds of lists."""
    partner, kind, period = "pemda-33.28", "pemda_rentan", "2024-10"
    village = f"desa-{village_with_two_kinds}"
    unclear = (f"{village}/2024-10/daftar.csv", village, "JENIS_TIDAK_JELAS")
    return [
        *(
            Broken(
                path=f"{partner}/{kind}/{period}/{name}",
                partner_id=partner,
                roster_kind=kind,
                period=period,
                refusal=refusal,
                content=content,
            )
            for name, refusal, content in SENT
        ),
        *(
            Broken(
                path=path, partner_id=sender, roster_kind=None, period=None, refusal=refusal, content=_plain
            )
            for path, sender, refusal in (*AT_THE_DOOR, unclear)
        ),
    ]

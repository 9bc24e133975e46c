"""Words of the receipt: what partner, kind, period and outcome are called when we write to a partner."""

from cakupan import indonesian
from cakupan.workbooks.editing.marked import Severity

KIND_BASIS = {
    "folder": "nama folder tempat berkas dikirim",
    "obligation": "satu-satunya daftar yang menjadi kewajiban mitra",
    "receipt": "tanda terima yang dikirim kembali",
}
PERIOD_BASIS = {
    "folder": "nama folder tempat berkas dikirim",
    "title": "judul pada lembar",
    "column": "kolom periode pada lembar",
    "due": "bulan terakhir yang jatuh tempo ketika berkas diterima",
    "receipt": "tanda terima yang dikirim kembali",
}
OUTCOMES = {
    "accepted": ("DITERIMA", "outcome_good"),
    "accepted_with_findings": ("DITERIMA DENGAN CATATAN", "outcome"),
    "refused": ("DITOLAK", "outcome_bad"),
    "held": ("DITAHAN, MENUNGGU KONFIRMASI", "outcome_bad"),
}
ROW_STATUS = {"accepted": "Sah", "quarantined": "Tidak sah", "duplicate": "Ganda"}
WITH_REMARK = "Sah dengan catatan"
REPEATED_CODE = "BARIS_GANDA"
REPEATED_TEXT = "Baris ganda: NIK dan nama (atau data) yang sama sudah ada pada baris sebelumnya."
REPEATED_ADVICE = "Hapus baris ini bila memang sama."
WEIGHT: dict[Severity, int] = {"error": 0, "duplicate": 1, "warning": 2}
CENTRAL_OFFICE = "kantor cabang BPJS Ketenagakerjaan yang melayani Anda"


def period(each: str) -> str:
    """Return a month as people say it, with its code: Oktober 2024 (2024-10)."""
    return f"{indonesian.month(each)} ({each})"

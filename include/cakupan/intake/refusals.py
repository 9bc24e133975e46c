"""Why a whole file cannot be taken, in plain words for the partner."""

from dataclasses import dataclass
from typing import Literal

from cakupan.errors import FileRefused


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One reason in two languages; braces are filled with what was found."""

    text_id: str
    text_en: str


REFUSALS = {
    "BERKAS_RUSAK": Refusal(
        text_id="Berkas rusak dan tidak dapat dibuka. Buka berkas di komputer Anda, simpan ulang"
        " sebagai .xlsx, lalu kirim kembali.",
        text_en="The file is damaged and cannot be opened. Open it on your computer, save it as"
        " .xlsx and send it again.",
    ),
    "BERKAS_KOSONG": Refusal(
        text_id="Berkas kosong: tidak ada isinya sama sekali. Periksa apakah berkas yang terkirim"
        " sudah benar.",
        text_en="The file is empty. Check whether the right file was sent.",
    ),
    "BERKAS_TERKUNCI": Refusal(
        text_id="Berkas terkunci dengan kata sandi. Hapus kata sandinya, lalu kirim kembali.",
        text_en="The file is locked with a password. Remove the password and send it again.",
    ),
    "BUKAN_LEMBAR_KERJA": Refusal(
        text_id="Berkas bukan lembar kerja .xlsx atau .csv (misalnya PDF, foto, arsip ZIP, atau .xls"
        " lama). Simpan daftar"
        " sebagai .xlsx, lalu kirim kembali.",
        text_en="The file is no .xlsx or .csv sheet (but, say, a PDF, a photo, a ZIP or an old"
        " .xls). Save the list as .xlsx.",
    ),
    "BERKAS_TERLALU_BESAR": Refusal(
        text_id="Berkas terlalu besar (batas {limit} MB). Bagi daftar menjadi beberapa berkas, lalu"
        " kirim kembali.",
        text_en="The file is too large (the limit is {limit} MB). Divide the list into several files.",
    ),
    "TANPA_JUDUL_KOLOM": Refusal(
        text_id="Judul kolom tidak ditemukan. Beri judul pada setiap kolom (misalnya NIK, Nama) di"
        " atas baris pertama data.",
        text_en="No column headings were found. Put a heading (such as NIK, Nama) above each column.",
    ),
    "KOLOM_WAJIB_TIDAK_ADA": Refusal(
        text_id="Kolom wajib tidak ada pada lembar '{sheet}': {columns}. Tambahkan kolom itu beserta isinya.",
        text_en="Required columns are missing on sheet '{sheet}': {columns}. Add them with their content.",
    ),
    "TANPA_DATA": Refusal(
        text_id="Judul kolom ada, tetapi tidak ada baris data. Bila memang tidak ada, tulis NIHIL"
        " pada lembar itu.",
        text_en="There are headings but no rows. If there is nothing to report, write NIHIL on the sheet.",
    ),
    "JENIS_TIDAK_JELAS": Refusal(
        text_id="Jenis daftar tidak dapat dipastikan. Letakkan berkas dalam satu folder yang namanya persis"
        " salah satu dari: {kinds}; lalu kirim kembali. Bila jenis daftar Anda tidak ada di situ, hubungi"
        " kantor cabang BPJS Ketenagakerjaan.",
        text_en="The kind of this list is not certain. Put the file into one folder with exactly one of these"
        " names: {kinds}; then send it again. If your kind of list is not among them, ask the branch office.",
    ),
    "PERIODE_TIDAK_WAJAR": Refusal(
        text_id="Periode {period} tidak wajar: sebelum Januari 2015 atau belum berjalan. Perbaiki"
        " periode pada judul atau folder.",
        text_en="The period {period} cannot be: before January 2015 or not begun yet. Correct it in"
        " the title or folder.",
    ),
    "MITRA_TIDAK_DIKENAL": Refusal(
        text_id="Berkas tidak berada dalam folder mitra yang terdaftar (folder: '{partner_id}'). Letakkan"
        " berkas dalam folder mitra Anda, atau hubungi kantor cabang BPJS Ketenagakerjaan untuk pendaftaran"
        " mitra.",
        text_en="The file is not in the folder of a partner on the list (folder: '{partner_id}'). Put it into"
        " your partner folder, or ask the branch office to register the partner.",
    ),
}


def text(refusal: FileRefused, language: Literal["id", "en"] = "id") -> str:
    """Return the reason with what was found filled in."""
    found = REFUSALS[refusal.code]
    template = found.text_id if language == "id" else found.text_en
    return template.format_map(_Details(refusal.details))


class _Details(dict[str, object]):
    """A detail nobody knew is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"

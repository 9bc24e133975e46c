"""Why a whole file cannot be taken, in plain words for the partner: what was found, and what to do.

A refusal may carry details that fill the braces. `bound` (a key of BOUNDS) says beyond which bound a file
went, with the number in `limit`; `sign` (a key of SIGNS) how a damaged file showed that it is; `what` (a key
of WHATS) what a file is that is no sheet; `when` (a key of WHENS) why a period cannot be;
`likely` which headings may mean what is missing, each with the
heading to write instead; `is_archive` that it is an archive that is refused, with the names of its files in
`members`.
"""

import re

from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.rows.wording import Language, Wording, kept_text


class Refusal(Wording):
    """Why a file is not taken, or a part of it."""


BOUNDS = {
    "bytes": Refusal(
        text_id="ukurannya lebih dari {limit} MB",
        text_en="it has more than {limit} MB",
    ),
    "unpacked": Refusal(
        text_id="isinya setelah dibuka lebih dari {limit} MB",
        text_en="unpacked it has more than {limit} MB",
    ),
    "rows": Refusal(
        text_id="lebih dari {limit} baris",
        text_en="it has more than {limit} rows",
    ),
    "columns": Refusal(
        text_id="lebih dari {limit} kolom; hapus kolom kosong di sebelah kanan daftar",
        text_en="it has more than {limit} columns; delete the empty columns right of the list",
    ),
    "sheets": Refusal(
        text_id="lebih dari {limit} lembar",
        text_en="it has more than {limit} sheets",
    ),
    "hollow": Refusal(
        text_id="panjang dan lebar, tetapi hampir semua selnya kosong (batas {limit} juta sel)",
        text_en="it is long and wide, and nearly all cells are empty (the limit is {limit} million cells)",
    ),
    "cell": Refusal(
        text_id="satu sel atau satu baris berisi lebih dari {limit} huruf",
        text_en="one cell or line has more than {limit} characters",
    ),
    "members": Refusal(
        text_id="arsip berisi lebih dari {limit} berkas",
        text_en="the archive holds more than {limit} files",
    ),
    "seconds": Refusal(
        text_id="pembacaannya lebih dari {limit} detik",
        text_en="reading it took longer than {limit} s",
    ),
    "memory": Refusal(
        text_id="pembacaannya memerlukan memori lebih dari {limit} GB",
        text_en="reading it needed more than {limit} GB of memory",
    ),
}

SIGNS = {
    "stopped": Refusal(
        text_id="isinya menghentikan program pembaca",
        text_en="it stopped the program that reads it",
    ),
    "rows": Refusal(
        text_id="dua baris pada lembar kerja memakai nomor baris yang sama",
        text_en="two rows of a sheet have one row number",
    ),
    "nested": Refusal(
        text_id="arsip di dalam arsip tidak dibuka",
        text_en="an archive inside an archive is not opened",
    ),
    "path": Refusal(
        text_id="nama berkas di dalam arsip menunjuk ke luar arsip",
        text_en="a name inside the archive points out of the archive",
    ),
    "markup": Refusal(
        text_id="isinya memuat perintah yang tidak diperbolehkan (DTD atau entitas XML)",
        text_en="it holds instructions that are not allowed (a DTD or XML entities)",
    ),
}

IN_AN_ARCHIVE = Refusal(
    text_id="Arsip tidak dapat diterima: {cause}. Keluarkan berkas dari arsip di komputer Anda, lalu kirim"
    " berkasnya satu per satu atau dalam beberapa arsip yang lebih kecil tanpa arsip di dalamnya.",
    text_en="The archive cannot be taken: {cause}. Take the files out of it on your computer and send them"
    " one by one, or in several smaller archives without an archive inside.",
)
TORN = Refusal(text_id="arsipnya rusak", text_en="it is damaged")

LIKELY = Refusal(
    text_id="Kolom '{header}' mungkin {heading}: ubah judulnya menjadi '{heading}'.",
    text_en="Column '{header}' may be {heading}: change its heading to '{heading}'.",
)

WHATS = {
    "pdf": Refusal(text_id="dokumen PDF", text_en="a PDF document"),
    "picture": Refusal(text_id="foto atau gambar", text_en="a photo or picture"),
    "document": Refusal(
        text_id="dokumen pengolah kata (misalnya Word)", text_en="a word processor's document (such as Word)"
    ),
    "slides": Refusal(text_id="presentasi", text_en="a presentation"),
    "archive": Refusal(text_id="arsip selain ZIP", text_en="an archive other than ZIP"),
    "zip": Refusal(text_id="arsip ZIP", text_en="a ZIP archive"),
    "xlsb": Refusal(text_id="buku kerja biner (.xlsb)", text_en="a binary workbook (.xlsb)"),
    "apple": Refusal(
        text_id="dokumen Apple (misalnya Numbers), yang perlu diekspor dahulu ke Excel",
        text_en="an Apple document (such as Numbers), which has to be exported to Excel first",
    ),
    "old_sheet": Refusal(
        text_id="lembar kerja dari program lama (Lotus 1-2-3, Quattro Pro, atau OpenOffice 1)",
        text_en="a sheet of an old program (Lotus 1-2-3, Quattro Pro or OpenOffice 1)",
    ),
    "exchange": Refusal(
        text_id="berkas pertukaran data lama (SYLK atau DIF)",
        text_en="a file of an old exchange format (SYLK or DIF)",
    ),
    "database": Refusal(
        text_id="basis data atau data statistik (misalnya Access, SQLite, dBase, atau SPSS)",
        text_en="a database or statistical data (such as Access, SQLite, dBase or SPSS)",
    ),
    "sql": Refusal(text_id="cadangan basis data (SQL)", text_en="a dump of a database (SQL)"),
    "json": Refusal(text_id="data JSON", text_en="JSON data"),
    "mail": Refusal(
        text_id="surel (e-mail), yang lampirannya perlu disimpan sebagai berkas tersendiri",
        text_en="an e-mail, whose attachment has to be saved as a file of its own",
    ),
    "contacts": Refusal(
        text_id="kontak atau kalender (vCard, iCalendar)", text_en="contacts or a calendar (vCard, iCalendar)"
    ),
    "link": Refusal(
        text_id="pintasan atau tautan yang hanya menunjuk ke berkas lain tanpa isinya (misalnya pintasan"
        " Windows atau Google Spreadsheet)",
        text_en="a shortcut or link that only points to another file and holds nothing of it (such as a"
        " Windows shortcut or a Google spreadsheet)",
    ),
    "lock": Refusal(
        text_id="berkas sementara yang dibuat Excel atau LibreOffice selagi daftar terbuka (namanya diawali"
        " ~$ atau .~lock), bukan daftarnya",
        text_en="the temporary file that Excel or LibreOffice makes while a list is open (its name begins"
        " with ~$ or .~lock), and not the list",
    ),
    "sealed": Refusal(
        text_id="berkas bersandi atau sertifikat (misalnya PGP)",
        text_en="an encrypted file or certificate (such as PGP)",
    ),
    "recording": Refusal(text_id="video atau rekaman suara", text_en="a video or sound recording"),
    "program": Refusal(text_id="program komputer", text_en="a computer program"),
    "page": Refusal(text_id="halaman web tanpa tabel", text_en="a web page without a table"),
    "markup": Refusal(text_id="berkas XML tanpa tabel", text_en="an XML file without a table"),
    "unknown": Refusal(
        text_id="berkas jenis lain (misalnya PDF, foto, atau dokumen Word)",
        text_en="a file of another kind (such as a PDF, a photo or a Word document)",
    ),
}

WHENS = {
    "range": Refusal(
        text_id="sebelum Januari 2015 atau belum berjalan", text_en="before January 2015 or not begun yet"
    ),
    "date": Refusal(
        text_id="tanggal itu tidak ada di kalender", text_en="there is no such day in the calendar"
    ),
}

REFUSALS = {
    "BERKAS_RUSAK": Refusal(
        text_id="Berkas rusak dan tidak dapat dibuka{sign}. Buka berkas di komputer Anda, simpan ulang"
        " sebagai .xlsx, lalu kirim kembali.",
        text_en="The file is damaged and cannot be opened{sign}. Open it on your computer, save it as"
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
        text_id="Berkas bukan lembar kerja, melainkan {what}. Simpan daftar sebagai .xlsx, .xls, .ods atau"
        " .csv, lalu kirim kembali.",
        text_en="The file is no sheet but {what}. Save the list as .xlsx, .xls, .ods or .csv and send it"
        " again.",
    ),
    "BENTUK_TERLALU_TUA": Refusal(
        text_id="Berkas dibuat dengan Excel sebelum tahun 1993 (versi 2 sampai 4) dan bentuknya terlalu tua"
        " untuk dibaca. Buka berkas itu dengan Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim"
        " kembali.",
        text_en="The file was made by Excel before 1993 (versions 2 to 4), in a form too old to be read. Open"
        " it in Excel or LibreOffice, save it as .xlsx and send it again.",
    ),
    "BERKAS_TERLALU_BESAR": Refusal(
        text_id="Berkas terlalu besar untuk diolah: {bound}. Simpan ulang hanya berisi daftarnya, atau bagi"
        " menjadi beberapa berkas, lalu kirim kembali.",
        text_en="The file is too large to be processed: {bound}. Save it again with nothing but the list, or"
        " divide it into several files, and send it again.",
    ),
    "TANPA_JUDUL_KOLOM": Refusal(
        text_id="Judul kolom tidak ditemukan. Beri judul pada setiap kolom (misalnya NIK, Nama) di"
        " atas baris pertama data, paling bawah pada baris 1.000.",
        text_en="No column headings were found. Put a heading (such as NIK, Nama) above each column, in row"
        " 1.000 at the latest.",
    ),
    "KOLOM_WAJIB_TIDAK_ADA": Refusal(
        text_id="Kolom wajib tidak ada pada lembar '{sheet}': {columns}.{likely} Tambahkan kolom itu"
        " beserta isinya.",
        text_en="Required columns are missing on sheet '{sheet}': {columns}.{likely} Add them with their"
        " content.",
    ),
    "TABEL_BERDAMPINGAN": Refusal(
        text_id="Pada lembar '{sheet}' ada dua daftar yang berdampingan (judul kolom {columns} tertulis dua"
        " kali). Pindahkan daftar sebelah kanan ke bawah daftar sebelah kiri, lalu kirim kembali. Bila salah"
        " satunya milik orang lain (misalnya ahli waris), sebutkan pada setiap judulnya, misalnya 'NIK Ahli"
        " Waris'.",
        text_en="Sheet '{sheet}' has two lists side by side (headings {columns} are there twice). Move the"
        " list on the right below the one on the left and send the file again. If one of them is of somebody"
        " else (such as an heir), say so in each of its headings, such as 'NIK Ahli Waris'.",
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
        text_id="Periode {period} tidak wajar: {when}. Perbaiki periode pada judul atau folder.",
        text_en="The period {period} cannot be: {when}. Correct it in the title or folder.",
    ),
    "MITRA_TIDAK_DIKENAL": Refusal(
        text_id="Berkas tidak berada dalam folder mitra yang terdaftar (folder: '{partner_id}'). Letakkan"
        " berkas dalam folder mitra Anda, atau hubungi kantor cabang BPJS Ketenagakerjaan untuk pendaftaran"
        " mitra.",
        text_en="The file is not in the folder of a partner on the list (folder: '{partner_id}'). Put it into"
        " your partner folder, or ask the branch office to register the partner.",
    ),
}


def text(refusal: FileRefused, language: Language = "id") -> str:
    """Return the reason with what was found filled in."""
    if said := kept_text(refusal.details):
        return said
    details = dict(refusal.details)
    details["bound"] = BOUNDS[str(details.get("bound", "bytes"))].said(details, language)
    what = WHATS.get(str(details.get("what")), WHATS["unknown"])
    details["what"] = what.said(details, language)
    details["when"] = WHENS[str(details.get("when", "range"))].said(details, language)
    sign = SIGNS.get(str(details.get("sign", "")))
    details["sign"] = f" ({sign.said(details, language)})" if sign else ""
    details["columns"] = _headings(str(details.get("columns", "-")))
    details["likely"] = "".join(f" {LIKELY.said(each, language)}" for each in _likely(refusal))
    if refusal.code in ("BERKAS_RUSAK", "BERKAS_TERLALU_BESAR") and details.get("is_archive"):
        cause = sign or BOUNDS.get(str(refusal.details.get("bound")), TORN)
        return IN_AN_ARCHIVE.said({"cause": cause.said(details, language)}, language)
    return REFUSALS[refusal.code].said(details, language)


def _headings(columns: str) -> str:
    """Call a field by the heading a partner knows; what a sheet itself wrote stays as written."""
    return re.sub(r"[^,/]+", lambda match: _heading(match[0]), columns)


def _heading(column: str) -> str:
    name = column.strip()
    return column.replace(name, roster.heading(name)) if name in roster.aliases() else column


def _likely(refusal: FileRefused) -> list[dict[str, object]]:
    pairs = refusal.details.get("likely")
    return [{"header": pair[0], "heading": pair[1]} for pair in pairs] if isinstance(pairs, list) else []

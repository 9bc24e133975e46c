"""What a partner is told about a column read for no field or by a guess: on its heading, or once."""

from cakupan.contracts import roster
from cakupan.intake.judging.rules.catalogue import Rule

UNKNOWN = Rule(
    code="KOLOM_TIDAK_DIKENAL",
    severity="warning",
    fixed_by="partner",
    label_id="Judul kolom tidak dikenali",
    label_en="Heading of a column not known",
    text_id="Judul kolom ini tidak dikenali, jadi isinya tidak dibaca, padahal mungkin diperlukan.",
    text_en="The heading of this column is not known, so what stands below it was not read, though it may be"
    " needed.",
    advice_id="Tulis judul kolom seperti pada templat (misalnya NIK, Nama Lengkap, Tanggal Lahir, Jenis"
    " Kelamin), atau hapus kolom itu bila bukan bagian dari daftar.",
    advice_en="Write the heading as in the template (such as NIK, Nama Lengkap, Tanggal Lahir, Jenis"
    " Kelamin), or delete the column if it is no part of the list.",
)
REPEATED = Rule(
    code="KOLOM_GANDA",
    severity="warning",
    fixed_by="partner",
    label_id="Dua kolom sejudul dengan isi berbeda",
    label_en="One heading over columns that differ",
    text_id="Kolom ini berjudul sama dengan kolom lain tetapi isinya berbeda; kolom ini tidak dibaca.",
    text_en="This column has the same heading as another one but holds something else; it was not read.",
    advice_id="Sisakan satu kolom yang benar (periksa juga kolom yang tersembunyi), atau beri judul yang"
    " berbeda.",
    advice_en="Keep the one column that is right (look at hidden columns too), or give them different"
    " headings.",
)
MISTYPED = Rule(
    code="KOLOM_SALAH_KETIK",
    severity="warning",
    fixed_by="partner",
    label_id="Judul kolom salah ketik",
    label_en="Heading of a column mistyped",
    text_id="Judul kolom ini salah satu huruf; isinya dibaca menurut judul yang paling mungkin dimaksud.",
    text_en="The heading of this column is one letter off; what stands below it was read by the heading it"
    " most likely means.",
    advice_id="Perbaiki ejaan judulnya. Bila yang dimaksud bukan itu, beri judul yang lain.",
    advice_en="Correct the spelling of the heading. If something else is meant, give it another heading.",
)
COLUMN_RULES = {each.code: each for each in (UNKNOWN, REPEATED, MISTYPED)}


def hint(code: str, suggestion: str | None) -> str:
    """Return which field a column with a finding may be, in Indonesian; nothing where that is not known."""
    if code not in COLUMN_RULES or suggestion is None:
        return ""
    heading = roster.heading(suggestion)
    if code == MISTYPED.code:
        return f"Dibaca sebagai {heading}."
    return f"Mungkin {heading}." if code == UNKNOWN.code else f"Kolom lain sudah dibaca sebagai {heading}."


def told(basis: str, header: str, suggestion: str | None = None, person: str | None = None) -> str:
    """Return what a partner is told, once, about a column read for no field; nothing about all others."""
    if basis == "person":
        return f"Milik orang lain ({person}), bukan pekerja; isinya tidak kami baca."
    if basis == "repeated":
        return "Judul kolom ini sudah ada pada kolom lain; kolom lain itu yang dipakai."
    if basis != "unknown":
        return ""
    if suggestion:
        heading = roster.heading(suggestion)
        return f"Kolom '{header}' tidak dikenali. Bila maksudnya '{heading}', tulis judul kolomnya demikian."
    return f"Kolom '{header}' tidak dikenali; isinya tidak kami baca dan tidak kami simpan."

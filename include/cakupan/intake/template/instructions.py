"""The sheet that tells a partner how to fill in the list, and what happens after it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging import rules
from cakupan.intake.template.choices import Choices
from cakupan.intake.template.columns import TemplateColumn
from cakupan.intake.template.look import TemplateBook, width_in_rows
from cakupan.workbooks.a1 import letters_of

NAME = "Petunjuk"
WIDTHS = (26, 18, 62)
LINE_HEIGHT = 15.5
LETTERS = 1.1  # letters of a text per unit of width, which is that of a digit
NEEDS = {"required": "wajib", "expected": "sebaiknya diisi", "optional": "bila ada"}
STEPS = (
    "Isi lembar Daftar mulai dari baris di bawah CONTOH, satu baris untuk setiap {unit}. Baris CONTOH tidak"
    " ikut dihitung; boleh dibiarkan.",
    "Jangan mengubah judul kolom. Kolom lain boleh ditambahkan di sebelah kanan.",
    "Kolom bertanda * wajib diisi. Sel yang masih kurang berwarna merah muda.",
    "Bila menyalin dari berkas lain, tempel sebagai nilai (Tempel Khusus, Nilai), agar NIK tetap teks.",
    "Bila bulan ini tidak ada data, tulis satu kata NIHIL pada kolom No di bawah CONTOH.",
    "Simpan sebagai .xlsx tanpa kata sandi, lalu kirim seperti biasa.",
)
UNITS = {"persons": "orang", "companies": "perusahaan", "projects": "proyek"}
AFTERWARDS = (
    "Setiap berkas dibalas dengan tanda terima: berkas Anda sendiri, dengan sel yang perlu diperbaiki diberi"
    " tanda, alasan, dan saran.",
    "Baris tanpa kesalahan langsung dihitung. Baris dengan kesalahan menunggu perbaikan; baris dengan catatan"
    " tetap dihitung, mohon diperiksa.",
    "Perbaiki pada tanda terima itu juga, lalu kirim kembali seluruh daftar. Baris yang sudah benar tidak"
    " perlu diubah.",
    "Pertanyaan: hubungi kantor cabang BPJS Ketenagakerjaan Anda.",
)
ON_NIK = ("NIK_FORMAT", "NIK_ANGKA", "NIK_DIPAKAI_BERSAMA", "NIK_TGL_BEDA")
LISTED = {"occupations": "Pekerjaan", "fundings": "Sumber Dana", "scales": "Skala Usaha"}


@dataclass
class _Page:
    """A sheet that is written from top to bottom."""

    sheet: Worksheet
    book: TemplateBook
    row: int = 0

    def heading(self, text: str) -> None:
        """Write a section's heading, with air above."""
        self.row += 1
        for column in range(len(WIDTHS)):
            self.sheet.write_blank(self.row, column, None, self.book.formats["heading"])
        self.sheet.write_string(self.row, 0, text, self.book.formats["heading"])
        self.sheet.set_row(self.row, 21)
        self.row += 1

    def line(self, text: str) -> None:
        """Write one text across the page."""
        self.sheet.merge_range(self.row, 0, self.row, len(WIDTHS) - 1, text, self.book.formats["text"])
        self.sheet.set_row(self.row, LINE_HEIGHT * width_in_rows(text, int(sum(WIDTHS) * LETTERS)) + 3)
        self.row += 1

    def cells(self, texts: Sequence[str], look: str) -> None:
        """Write one row of a table, as high as its longest cell; the last of two texts takes two columns."""
        spans = [(0, 0), (1, 1), (2, 2)] if len(texts) == len(WIDTHS) else [(0, 0), (1, 2)]
        lines = 1
        for number, (text, (first, last)) in enumerate(zip(texts, spans, strict=True)):
            bold = "table strong" if look == "table" and number == 0 else look
            if last > first:
                self.sheet.merge_range(self.row, first, self.row, last, text, self.book.formats[bold])
            else:
                self.sheet.write_string(self.row, first, text, self.book.formats[bold])
            lines = max(lines, width_in_rows(text, int(sum(WIDTHS[first : last + 1]) * LETTERS)))
        self.sheet.set_row(self.row, LINE_HEIGHT * lines + 3)
        self.row += 1


def write(
    book: TemplateBook,
    sheet: Worksheet,
    contract: RosterContract,
    columns: Sequence[TemplateColumn],
    choices: Choices,
) -> None:
    """Write the sheet; it has no headings of a list, so intake leaves it alone."""
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, f"Petunjuk: {contract.title}", book.formats["title"])
    sheet.set_row(0, 24)
    page = _Page(sheet=sheet, book=book, row=1)
    _numbered(page, "Cara mengisi", [step.format(unit=UNITS[contract.counts]) for step in STEPS])
    page.heading("Arti kolom")
    page.cells(("Kolom", "Pengisian", "Yang ditulis"), "table head")
    for position, each in enumerate(columns):
        # with its letter no row here reads like the headings of a list
        page.cells((f"{letters_of(position + 1)} · {each.title}", NEEDS[each.need], each.meaning), "table")
    _listed(page, columns, choices)
    page.heading("Kesalahan yang sering terjadi")
    page.cells(("Kode", "Apa yang salah, dan apa yang perlu dilakukan"), "table head")
    texts = rules.texts()
    for code in _mistakes(contract, columns):
        page.cells((code, texts[code]), "table")
    _numbered(page, "Setelah dikirim", AFTERWARDS)
    _print_setup(sheet)


def _numbered(page: _Page, heading: str, lines: Sequence[str]) -> None:
    page.heading(heading)
    for number, line in enumerate(lines, start=1):
        page.line(f"{number}.  {line}")


def _listed(page: _Page, columns: Sequence[TemplateColumn], choices: Choices) -> None:
    used = [each.choices for each in columns if each.choices in LISTED]
    if not used:
        return
    page.heading("Pilihan")
    page.cells(("Untuk kolom", "Yang dapat dipilih"), "table head")
    for name in used:
        page.cells((f"Kolom {LISTED[str(name)]}", "; ".join(choices.lists[str(name)])), "table")


def _mistakes(contract: RosterContract, columns: Sequence[TemplateColumn]) -> Iterator[str]:
    asked = {each.field for each in columns}
    if "nik" in asked:
        yield from (code for code in ON_NIK if code not in contract.rules_off)
    yield "KOLOM_WAJIB_KOSONG"
    if any(each.reading == "date" for each in columns):
        yield "TANGGAL_TIDAK_SAH"
    if contract.is_self_employed:
        yield "USIA_LEWAT"
    if asked & {"kecamatan", "desa_kelurahan"}:
        yield "WILAYAH_TAK_DIKENAL"


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
    sheet.hide_gridlines(2)

"""A sample as a workbook an auditor works in: the method on one sheet, the drawn rows on another."""

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from cakupan import indonesian
from cakupan.editions.tracing.sample import Sample, SampledRow

METHOD_SHEET, SAMPLE_SHEET = "Metode", "Sampel"
DEEP, GREEN, SOFT, GROUND, ENTRY = "#064637", "#00694E", "#566762", "#EEF4F1", "#FFF8E7"
BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
LINE = {"border": 1, "border_color": "#C9D5D0"}
HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": DEEP},
    "subtitle": {"font_size": 11, "font_color": GREEN},
    "label": {"font_color": SOFT, "text_wrap": True},
    "stated": {"text_wrap": True},
    "heading": {"bold": True, "font_size": 11, "font_color": DEEP, "bottom": 2, "bottom_color": GREEN},
    "head": {**LINE, **HEAD, "font_color": "#FFFFFF", "bg_color": GREEN},
    "entry head": {**LINE, **HEAD, "font_color": DEEP, "bg_color": "#F2DFAE"},
    "text": {**LINE, "text_wrap": True, "num_format": "@"},
    "number": {**LINE, "num_format": "#,##0"},
    "entry": {**LINE, "bg_color": ENTRY, "text_wrap": True},
    "entry day": {**LINE, "bg_color": ENTRY, "num_format": "dd/mm/yyyy"},
}
RESULTS = ("Sesuai", "Tidak sesuai", "Tidak dapat diperiksa")
TOP = 3  # rows above the table
LINE_HEIGHT = 14.5  # points that a line of text takes
WIDER = 1.15  # texts that wrap need more room than their letters


@dataclass(frozen=True)
class SampleColumn:
    """One column of the drawn rows: heading, width, how its cells look; `entry` ones are the auditor's."""

    heading: str
    width: float
    look: str = "text"

    @property
    def is_entry(self) -> bool:
        """Whether the auditor fills it in."""
        return self.look.startswith("entry")


SUMS = {
    "Pembilang": "numerator",
    "Penyebut": "denominator",
    "Dikecualikan": "excluded",
    "Mungkin": "possible",
    "Tidak dikenali": "unknown",
}
COLUMNS = (
    SampleColumn("No.", 5, "number"),
    SampleColumn("ID angka", 24),
    SampleColumn("Jenis unit", 12),
    SampleColumn("Nomor unit", 13),
    *(SampleColumn(label, 12, "number") for label in SUMS),
    SampleColumn("Kali terpilih", 9, "number"),
    SampleColumn("Mengapa dihitung", 46),
    SampleColumn("Why it counts", 40),
    SampleColumn("Kiriman atau muatan", 18),
    SampleColumn("Berkas", 26),
    SampleColumn("sha256", 36),
    SampleColumn("Lembar", 14),
    SampleColumn("Baris", 9, "number"),
    SampleColumn("Isi baris pada berkas (disamarkan)", 50),
    SampleColumn("Hasil", 16, "entry"),
    SampleColumn("Catatan", 30, "entry"),
    SampleColumn("Diperiksa oleh", 18, "entry"),
    SampleColumn("Tanggal", 12, "entry day"),
)
METHODS = {
    "equal": (
        "Setiap baris bukti mendapat sha256 dari teks: benih, jenis sumber, nomor sumber, nomor lembar,"
        " nomor baris, jenis unit, dan nomor unit, dipisahkan tanda |. Baris dengan sha256 terkecil"
        " terpilih. Setiap baris berpeluang sama.",
        "Each evidence row gets the sha256 of seed, kind and number of its source, sheet, row, kind and"
        " number of its unit, joined by |; the rows with the smallest ones are drawn. Each row has the"
        " same chance.",
    ),
    "amount": (
        "Baris bukti diurutkan menurut sumber, lembar, baris, dan unit; besar pembilangnya (nilai"
        " mutlak) dijumlahkan berturut-turut sampai A. Titik ke-k adalah (k x A + awal) dibagi n,"
        " k = 0 sampai n-1; awal adalah sha256 benih modulo A. Baris yang memuat titik terpilih; baris"
        " yang besar dapat terpilih lebih dari sekali.",
        "Evidence rows stand in the order of source, sheet, row and unit; the sizes of their numerators"
        " are added up to A. The points are (k x A + start) / n for k = 0 to n-1, where start is the"
        " sha256 of the seed modulo A. A row in which a point falls is drawn; a large one may be drawn"
        " more than once.",
    ),
}


def render(sample: Sample) -> bytes:
    """Return the workbook of a sample: the same bytes for the same figure, edition, seed and files."""
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    as_of = dt.datetime.fromisoformat(sample.edition.stated["as_of"])
    workbook.set_properties(
        {
            "title": f"Kertas kerja: {sample.figure['figure_id']}",
            "created": as_of.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    formats = {name: workbook.add_format({**BASE, **look}) for name, look in LOOKS.items()}
    _write_method(workbook.add_worksheet(METHOD_SHEET), formats, sample)
    _write_rows(workbook.add_worksheet(SAMPLE_SHEET), formats, sample)
    workbook.close()
    return made.getvalue()


def _write_method(sheet: Any, formats: Mapping[str, Format], sample: Sample) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 88)
    sheet.write_string(0, 0, "Kertas kerja pemeriksaan", formats["title"])
    sheet.set_row(0, 24)
    sheet.write_string(1, 0, sample.figure["figure_id"], formats["subtitle"])
    row = 3
    for heading, lines in _method(sample):
        sheet.write_string(row, 0, heading, formats["heading"])
        sheet.write_blank(row, 1, None, formats["heading"])
        sheet.set_row(row, 20)
        row += 1
        for label, text in lines:
            sheet.write_string(row, 0, label, formats["label"])
            sheet.write_string(row, 1, text, formats["stated"])
            sheet.set_row(row, _height(text, 88))
            row += 1
        row += 1
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RHalaman &P dari &N")


def _method(sample: Sample) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    figure, wanted, drawn = sample.figure, sample.wanted, sample.drawn
    stated = sample.edition.stated
    in_indonesian, in_english = METHODS[wanted.by]
    size = f"{indonesian.count(drawn.population)} baris"
    if wanted.by == "amount":
        size += f" dengan pembilang bukan nol; jumlah besarnya {indonesian.count(drawn.amount)}"
    return (
        (
            "Angka",
            (
                ("Indikator", str(sample.indicator.get("name", figure["indicator_code"]))),
                ("Definisi", str(sample.indicator.get("definition", ""))),
                ("Wilayah", f"{figure['area_code']} {figure['area_name']}"),
                ("Irisan", f"{figure['slicing']}: {figure['slice_name']}"),
                ("Nilai tercetak", f"{figure['value']} {figure['unit']}"),
                *(
                    (f"{label}, jumlah baris bukti", indonesian.count(sample.sums[name]))
                    for label, name in SUMS.items()
                ),
            ),
        ),
        (
            "Cara penarikan / How rows were drawn",
            (
                ("Cara", in_indonesian),
                ("Method", in_english),
                ("Populasi", size),
                ("Benih", str(wanted.seed)),
                ("Diminta", indonesian.count(wanted.number)),
                ("Terpilih", f"{indonesian.count(len(sample.rows))} baris"),
                ("Perintah", _command(sample)),
            ),
        ),
        (
            "Edisi",
            (
                ("Edisi", sample.edition.name),
                ("Posisi data", str(stated["as_of"])),
                ("sha256 manifest", sample.edition.manifest_sha256),
                ("Versi kode", str(stated["code_version"])),
            ),
        ),
        (
            "Cara memeriksa",
            (
                ("1", "Buka berkas asli dari arsip menurut sha256-nya; cocokkan hash sebelum membaca."),
                (
                    "2",
                    "Cari lembar dan baris, bandingkan dengan isi yang tertulis, nilai alasan dihitungnya.",
                ),
                ("3", "Isi Hasil, Catatan, Diperiksa oleh, dan Tanggal pada lembar Sampel."),
            ),
        ),
        *(
            (("Berkas yang bermasalah", tuple(("", problem) for problem in sample.problems)),)
            if sample.problems
            else ()
        ),
    )


def _command(sample: Sample) -> str:
    figure_id, wanted = sample.figure["figure_id"], sample.wanted
    return (
        f"cakupan sample {figure_id} -n {wanted.number} --seed {wanted.seed} --by {wanted.by}"
        f" --edition {sample.edition.name}"
    )


def _write_rows(sheet: Any, formats: Mapping[str, Format], sample: Sample) -> None:
    sheet.write_string(0, 0, f"Sampel {sample.figure['figure_id']}", formats["title"])
    sheet.write_string(1, 0, f"Edisi {sample.edition.name}, benih {sample.wanted.seed}", formats["subtitle"])
    sheet.set_row(0, 24)
    sheet.set_row(TOP, 32)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        head = formats["entry head" if column.is_entry else "head"]
        sheet.write_string(TOP, number, column.heading, head)
    for number, row in enumerate(sample.rows, start=1):
        _write_row(sheet, formats, TOP + number, _values(sample.figure["figure_id"], number, row))
    last = TOP + len(sample.rows)
    first_entry = next(number for number, column in enumerate(COLUMNS) if column.is_entry)
    sheet.data_validation(
        TOP + 1, first_entry, last, first_entry,
        {"validate": "list", "source": list(RESULTS), "error_message": "Pilih dari daftar."},
    )  # fmt: skip
    sheet.data_validation(
        TOP + 1, len(COLUMNS) - 1, last, len(COLUMNS) - 1,
        {"validate": "date", "criteria": ">=", "value": dt.date(2020, 1, 1),
         "error_message": "Tulis tanggal pemeriksaan, hari/bulan/tahun."},
    )  # fmt: skip
    sheet.freeze_panes(TOP + 1, 2)
    sheet.autofilter(TOP, 0, last, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TOP)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(
        f"&L{sample.edition.name}, manifest {sample.edition.manifest_sha256[:16]}&RHalaman &P dari &N"
    )


def _write_row(
    sheet: Any, formats: Mapping[str, Format], place: int, values: Sequence[str | int | None]
) -> None:
    for number, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
        cell = formats[column.look]
        if value is None:
            sheet.write_blank(place, number, None, cell)
        elif isinstance(value, int):
            sheet.write_number(place, number, value, cell)
        else:
            sheet.write_string(place, number, value, cell)
    sheet.set_row(
        place, max(_height(str(value), column.width) for column, value in zip(COLUMNS, values, strict=True))
    )


def _height(text: str, width: float) -> float:
    """Return the points a text takes in a column: programs other than Excel do not fit rows themselves."""
    return LINE_HEIGHT * max(1, math.ceil(len(text) * WIDER / width))


def _values(figure_id: str, number: int, row: SampledRow) -> Sequence[str | int | None]:
    evidence, file, why = row.explained.evidence, row.explained.file, row.explained.why
    source = "" if file is None else file.submission_id or f"{file.table} {file.source_no}"
    return (
        number,
        figure_id,
        evidence["unit_kind"],
        str(evidence["unit_no"]),
        *(evidence[name] for name in SUMS.values()),
        row.drawn.times,
        why.indonesian,
        why.english,
        source,
        file.file_name if file else "",
        file.sha256 if file else "",
        (file.sheet_name(evidence["sheet_no"]) if file else None) or "",
        evidence["row_number"],
        "; ".join(f"{cell.header or cell.column}: {cell.text}" for cell in row.cells or ()),
        *(None for column in COLUMNS if column.is_entry),
    )

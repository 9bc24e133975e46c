"""A made-up document with every kind of chart, ordinary and odd, and the source of its figures."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from cakupan.reports import readback, render
from cakupan.reports.charts.nodes import (
    Bar,
    Bars,
    Chart,
    DecisionCard,
    Dot,
    Dots,
    Line,
    Lines,
    Multiples,
    Point,
    Status,
    Step,
    Strip,
    StripDot,
    Strips,
    Tile,
    Tiles,
    Waterfall,
)
from cakupan.reports.charts.tile_map import layout
from cakupan.reports.document import Block, Cover, Document, Page
from cakupan.reports.inline import Figure
from cakupan.reports.source import ReportSource
from edition_source import facts, figure, frame, national, no_lists

LONG = (
    "Kabupaten dengan nama yang sangat panjang supaya terlihat apa yang terjadi bila nama tidak muat di satu"
    " baris saja"
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
MONTHS = (*(f"{name} 2024" for name in SHORT), "Jan 2025")


class Made:
    """Makes figures while nodes are written that show them."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []

    def figure(self, value: str | None, unit: str = "percent", area: str = "33.28", note: str = "") -> Figure:
        """Return a new figure with this value."""
        code = f"made{len(self.records):04}"
        made = figure(code, area, 1, 2, unit=unit) | {"value": value, "note": note or None}
        self.records.append(made)
        return Figure(str(made["figure_id"]))

    def source(self) -> ReportSource:
        """Return the source of all figures made."""
        return ReportSource(figures=frame(self.records), edition=facts(), lists=no_lists())


def bars(made: Made, values: list[str | None], targets: list[str | None] | None = None, **more: Any) -> Bars:
    """Bars of these values."""
    aimed = targets or [None] * len(values)
    return Bars(
        title=more.pop("title", "Cakupan per wilayah"),
        unit=more.pop("unit", "persen"),
        bars=tuple(
            Bar(
                label=more.get("label", f"Kabupaten {number}"),
                figure=made.figure(value),
                mark=None if target is None else made.figure(target),
            )
            for number, (value, target) in enumerate(zip(values, aimed, strict=True), start=1)
        ),
        mark_label="Target 2024",
        is_percent=more.get("is_percent", True),
    )


def dots(made: Made, values: list[str | None], label: str = "Kabupaten {}") -> Dots:
    """Dots with target and range, the second of them our own and the next two its peers."""
    emphases = ["plain", "own", "peer", "peer"]
    return Dots(
        title="Cakupan kabupaten/kota terhadap target",
        unit="persen",
        dots=tuple(
            Dot(
                label=label.format(number),
                figure=made.figure(value),
                target=made.figure("52.69") if number % 2 else None,
                low=None if value is None else made.figure(str(Decimal(value) - 3)),
                high=None if value is None else made.figure(str(Decimal(value) + 4)),
                emphasis=emphases[number] if number < len(emphases) else "plain",  # type: ignore[arg-type]  # one of them
            )
            for number, value in enumerate(values)
        ),
        is_percent=True,
        target_label="Target 2024",
        range_label="Paling sedikit dan paling banyak",
        own_label="Wilayah ini",
        peer_label="Sebaya",
    )


def strips(made: Made, sizes: dict[str, int]) -> Strips:
    """Groups of villages spread over the scale."""
    return Strips(
        title="Desa menurut cakupannya",
        unit="persen",
        strips=tuple(
            Strip(
                label=name,
                dots=tuple(
                    StripDot(label=f"Desa {number}", figure=made.figure(f"{number * 37 % 1000 / 10:.2f}"))
                    for number in range(size)
                ),
                detail=(f"{size} desa",),
            )
            for name, size in sizes.items()
        ),
        is_percent=True,
    )


def line(made: Made, label: str, values: list[str | None], quoted: int = 0) -> Line:
    """A line whose first points are quoted, and the first of all simulated."""
    return Line(
        label=label,
        points=tuple(
            None
            if value is None
            else Point(
                figure=made.figure(value),
                whence="own" if at >= quoted else "quoted" if at else "simulated",
            )
            for at, value in enumerate(values)
        ),
    )


RISING: list[str | None] = [f"{25 + number * 0.62:.2f}" for number in range(13)]
WITH_GAPS: list[str | None] = [
    *(None, "41.00", "41.50", None, None, "43.10", "42.90"),
    *("43.00", None, "44.00", "44.10", "44.20", "44.25"),
]
FALLING: list[str | None] = [f"{33 - number / 9:.2f}" for number in range(13)]


def lines(made: Made, given: dict[str, list[str | None]], target: str | None = "35.00") -> Lines:
    """Lines over thirteen months with a target."""
    return Lines(
        title="Cakupan tahun berjalan dalam 13 bulan",
        unit="persen",
        periods=MONTHS[: len(next(iter(given.values())))],
        lines=tuple(line(made, label, values, quoted=4) for label, values in given.items()),
        target=None if target is None else made.figure(target),
        target_label="Target 2024",
        quoted_label="Dikutip dari dokumen",
        simulated_label="Simulasi",
    )


def multiples(made: Made) -> Multiples:
    """Segments side by side."""
    names = ["Penerima upah", "Bukan penerima upah", "Jasa konstruksi", "Pekerja migran Indonesia", LONG]
    values = [RISING, WITH_GAPS, [None] * 12 + ["12.00"], ["30.00"] * 13, [*RISING[:6], "-2.00", *RISING[7:]]]
    return Multiples(
        title="Segmen dalam 13 bulan",
        unit="persen",
        periods=MONTHS,
        lines=tuple(line(made, name, each, 2) for name, each in zip(names, values, strict=True)),
        quoted_label="Dikutip dari dokumen",
        simulated_label="Simulasi",
    )


def tiles(made: Made, values: dict[str, str | None]) -> Tiles:
    """Provinces with these values."""
    return Tiles(
        title="Cakupan per provinsi",
        unit="persen",
        tiles=tuple(
            Tile(area_code=code, label=f"Provinsi {code}", figure=made.figure(value, area=code))
            for code, value in values.items()
        ),
        is_percent=True,
        missing_label="Belum ada angkanya",
    )


def waterfall(made: Made, closing: str = "1262") -> Waterfall:
    """The flow of people of a month."""

    def step(label: str, amount: str, is_less: bool = False) -> Step:
        return Step(
            label=label, figure=made.figure(amount, "people"), amount=Decimal(amount), is_less=is_less
        )

    return Waterfall(
        title="Dari peserta awal ke peserta akhir bulan",
        unit="orang",
        opening=step("Peserta awal", "1204"),
        parts=(step("Baru", "101"), step("Aktif kembali", "12"), step("Keluar", "55", True)),
        closing=step("Peserta akhir", closing),
    )


def status(made: Made, state: str, word: str) -> Status:
    """A judgement of a coverage."""
    return Status(
        label="Cakupan terhadap target 2024",
        state=state,  # type: ignore[arg-type]  # the test names one of the states
        word=word,
        figure=made.figure("31.99"),
        unit="persen",
        detail=("target ", made.figure("52.69"), " persen"),
    )


def card(made: Made) -> DecisionCard:
    """A decision with all its facts."""
    return DecisionCard(
        issue=(made.figure("1204", "people"), " pekerja rentan berakhir perlindungannya dalam 30 hari."),
        facts=(
            ("Yang dapat dilakukan", ("Perpanjang keputusan bupati",)),
            ("Oleh", ("Dinas Ketenagakerjaan",)),
            ("Paling lambat", ("30 November 2024",)),
            ("Biaya", (made.figure("242726400", "rupiah"),)),
        ),
    )


def provinces() -> dict[str, str | None]:
    """A value for each province but two, one of which cannot be computed."""
    given: dict[str, str | None] = {
        code: f"{(index * 29) % 100 + 0.25:.2f}" for index, code in enumerate(layout())
    }
    given["33"] = None
    del given["95"]
    return given


def gallery(made: Made) -> list[Chart | DecisionCard]:
    """Every kind of chart once."""
    return [
        bars(made, ["30.19", "52.55", None, "0.00"], ["35.00", None, "35.00", "35.00"]),
        dots(made, ["71.20", "63.00", "52.55", "41.00", None, "30.19", "0.00"]),
        strips(made, {"Berau": 100, "Kutai Kartanegara": 193, "Mahakam Ulu": 1}),
        lines(made, {"Kab. Tegal": RISING, "Jawa Tengah": WITH_GAPS}),
        multiples(made),
        tiles(made, provinces()),
        waterfall(made),
        status(made, "reached", "tercapai"),
        status(made, "near", "mendekati"),
        status(made, "missed", "belum tercapai"),
        card(made),
    ]


def odd(made: Made) -> list[Chart]:
    """Charts of what seldom comes."""
    return [
        bars(made, ["250.00", "99.10", "0.00"], title="250 persen"),
        bars(made, ["-12.50", "40.00", "-3.00", None], ["10.00", "-5.00", None, None], title="Negatif"),
        bars(made, ["-12.50", "-3.00"], is_percent=False, title="Hanya negatif"),
        bars(made, ["0.00", "0.00"], is_percent=False, title="Hanya nol"),
        bars(made, ["33.00"], title="Satu batang", label=LONG),
        bars(made, [None, None], title="Tanpa angka"),
        dots(made, ["250.00", "20.00", "1.00"]),
        dots(made, ["33.00"], label=LONG + " {}"),
        lines(made, {"Satu": ["30.19"]}, None),
        lines(made, {"Dua": ["30.19", "31.00"]}, "30.50"),
        lines(made, {LONG: RISING, "Kedua": FALLING, "Ketiga": ["32.40"] * 13}),
        lines(made, {"Nol": ["0.00"] * 13, "Turun": [f"{5 - n}.00" for n in range(13)]}, None),
        lines(made, {f"Garis {n}": [f"{n}.00"] * 13 for n in range(8)}, "3.50"),
        tiles(made, {"64": "250.00"}),
        tiles(made, {"64": "0.00", "97": "12.00"}),
    ]  # fmt: skip


def many(made: Made) -> list[Chart]:
    """Charts with a mark for every regency and city of the country."""
    values: list[str | None] = [f"{100 - number * 0.19:.2f}" for number in range(514)]
    return [bars(made, values), dots(made, values)]


def document(blocks: dict[str, list[Any]]) -> Document:
    """A report of pages with these blocks."""
    pages = tuple(
        Page(name=name, title=name.title(), sheet=name.title(), blocks=_blocks(given))
        for name, given in blocks.items()
    )
    cover = Cover(
        organisation="Lembaga contoh",
        title="Laporan contoh",
        period="Oktober 2024",
        classification="INTERNAL",
        facts=(("Posisi data", "5 November 2024"),),
        remarks=(),
    )
    return Document(cover=cover, pages=pages, footer="contoh")


def _blocks(given: list[Any]) -> tuple[Block, ...]:
    return tuple(given)


def whole() -> tuple[Document, ReportSource]:
    """A document with every chart, and what it prints."""
    made = Made()
    document_of_all = document({"bagan": gallery(made), "ganjil": odd(made), "banyak": many(made)})
    return document_of_all, made.source()


def write(document_of_all: Document, source: ReportSource, folder: Path) -> None:
    """Write a document in all formats and languages; it is its own slides without pages."""
    slides = replace(document_of_all, pages=())
    told = [national(source, locale) for locale in readback.LANGUAGES]
    render.write([(document_of_all, slides, report) for report in told], folder)

"""The report of one area: what stands on its pages, and what is said where there is nothing to show."""

import pytest
from cakupan.reports.charts.nodes import DecisionCard, Dots, Status
from cakupan.reports.cut import cut
from cakupan.reports.document import Block, Document, Figure, Heading, Paragraph, Table, inlines
from cakupan.reports.locales import Locale
from cakupan.reports.pages import document
from cakupan.reports.report import Audience, Kind, Report, Scope
from cakupan.reports.source import ReportSource
from edition_source import facts, figure, frame
from full_edition import full_source


def of(source: ReportSource, code: str = "33.28", **more: object) -> Report:
    given = {"audience": Audience.INTERNAL, "locale": Locale.ID} | more
    scope = Scope(kind=Kind.REGENCY, code=code)
    return Report(source=cut(source, scope, given["audience"]), scope=scope, **given)


def small(*rows: dict[str, object]) -> ReportSource:
    empty = {name: listed.iloc[:0] for name, listed in full_source().lists.items()}
    return ReportSource(figures=frame(list(rows)), edition=facts(), lists=empty)


def first(report: Report) -> tuple[Block, ...]:
    return document(report).pages[0].blocks


def text(report: Report, blocks: tuple[Block, ...]) -> str:
    said = []
    for block in blocks:
        if isinstance(block, Heading):
            said.append(block.text)
        for inline in inlines(block):
            printed = [report.book.printed(one).text if isinstance(one, Figure) else one for one in inline]
            said.append("".join(printed))
    return " ".join(said)


def whole(report: Report) -> tuple[str, Document]:
    made = document(report)
    return text(report, tuple(block for page in made.pages for block in page.blocks)), made


@pytest.fixture(scope="module")
def tegal() -> Report:
    return of(full_source())


def test_the_first_page_says_where_coverage_stands_by_both_measures_each_with_its_day(tegal: Report) -> None:
    said = text(tegal, first(tegal))

    assert "Sampai dengan 31 Oktober 2024 cakupan kepesertaan di Kabupaten Tegal" in said
    assert "Pada 31 Oktober 2024 cakupannya" in said


def test_it_judges_coverage_against_its_target_in_a_word(tegal: Report) -> None:
    (status,) = [block for block in first(tegal) if isinstance(block, Status)]

    assert (status.state, status.word) == ("near", "mendekati")


@pytest.mark.parametrize(
    ("gap", "state"), [("-0.01", "reached"), ("0", "reached"), ("5.00", "near"), ("5.01", "missed")]
)
def test_a_target_is_reached_near_or_missed_by_the_points_it_lacks(gap: str, state: str) -> None:
    report = of(
        small(
            figure("ucj_ytd", "33.28", 1, 3),
            figure("target_ucj", "33.28", value="35.00", unit="percent"),
            figure("gap_target", "33.28", value=gap, unit="points"),
        )
    )

    (status,) = [block for block in first(report) if isinstance(block, Status)]
    assert status.state == state


def test_it_is_set_beside_its_peers_with_its_own_dot_apart(tegal: Report) -> None:
    (dots,) = [block for block in first(tegal) if isinstance(block, Dots)]

    assert [(dot.label, dot.emphasis) for dot in dots.dots] == [
        ("Kota Tegal", "peer"),
        ("Kabupaten Tegal", "own"),
    ]


def test_what_is_to_be_decided_and_who_has_not_sent_his_list_are_named(tegal: Report) -> None:
    said = text(tegal, first(tegal))

    assert [block for block in first(tegal) if isinstance(block, DecisionCard)]
    assert "Desa <i>Belum</i> & Kirim: Perangkat desa, jatuh tempo 5 November 2024." in said
    assert "=cmd" not in said  # who sent his


def test_the_public_is_told_nobody_who_is_late_and_no_file_that_was_refused() -> None:
    said, _ = whole(of(full_source(), audience=Audience.PUBLIC))

    assert "Belum</i>" not in said and "=cmd" not in said


def test_pages_are_those_of_a_part_and_the_cover_names_it(tegal: Report) -> None:
    said, made = whole(tegal)

    assert [page.name for page in made.pages][:4] == ["ringkasan", "peserta", "pembayar", "desa"]
    assert (made.cover.period, made.cover.is_short) == ("Kabupaten Tegal · Oktober 2024", True)
    assert "Kutai" not in said


def test_english_pages_say_the_same_with_the_same_figures(tegal: Report) -> None:
    english = of(full_source(), locale=Locale.EN)
    numbers = [
        [inline for page in document(report).pages for block in page.blocks for inline in inlines(block)]
        for report in (tegal, english)
    ]
    figures = [[one for inline in told for one in inline if isinstance(one, Figure)] for told in numbers]

    assert sorted(figures[0]) == sorted(figures[1])
    assert "Up to 31 October 2024" in text(english, first(english)) or "31 October 2024" in text(
        english, first(english)
    )


def test_an_area_without_a_rate_a_target_a_list_or_a_village_says_so_in_words() -> None:
    report = of(small(figure("ucj_ytd", "33.28", 10, None, value=None)))

    said, made = whole(report)

    assert "data potensi pekerja belum lengkap" in said
    assert "Tidak ada daftar pekerja rentan" in said
    assert "Belum ada desa di wilayah ini" in said
    assert "Tidak ada manfaat yang tercatat" in said
    tables = [block for page in made.pages for block in page.blocks if isinstance(block, Table)]
    assert all(table.rows for table in tables)


def test_a_first_month_says_that_no_month_before_was_published(tegal: Report) -> None:
    (said,) = [
        block.content
        for block in first(tegal)
        if isinstance(block, Paragraph) and "belum ada bulan sebelumnya" in str(block.content)
    ]
    assert said


def of_village(source: ReportSource, code: str) -> Report:
    scope = Scope(kind=Kind.VILLAGE, code=code)
    return Report(
        source=cut(source, scope, Audience.INTERNAL),
        scope=scope,
        audience=Audience.INTERNAL,
        locale=Locale.ID,
    )


def test_a_village_reads_its_coverage_and_its_rank_on_one_page() -> None:
    report = of_village(full_source(), "64.02.01.2001")

    said, made = whole(report)

    assert made.pages[0].name == "ringkasan"
    assert "terlindungi: 840 dari 1.001 pekerja acuan" in said
    assert "Peringkat 1 dari" in said
    assert "Desa Contoh 2" not in said


def test_a_village_too_small_for_a_rank_is_told_so() -> None:
    source = full_source()
    (small_one,) = {
        row.area_code
        for row in source.rows.values()
        if row.indicator_code == "village_coverage" and row.rank is None
    }

    assert "Belum diperingkat" in whole(of_village(source, small_one))[0]

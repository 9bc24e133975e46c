"""What the pages say: the agency's sentences, the dash with its reason, what needs a decision."""

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from cakupan.contracts import roster
from cakupan.intake.rows import refusals
from cakupan.reports import catalogue, pages
from cakupan.reports.document import Document, Figure, Inline, Table, inlines
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.source import ReportSource
from case_tables import each_case
from edition_source import coverage, facts, figure, frame, national, no_lists, small_source, target
from full_edition import full_source


def said(source: ReportSource, content: Inline) -> str:
    book = Book(source, Locale.ID)
    return "".join(book.printed(one).text if isinstance(one, Figure) else one for one in content)


@cache
def whole() -> ReportSource:
    return full_source()


@cache
def whole_document() -> Document:
    return pages.document(national(whole()))


def document(source: ReportSource) -> Document:
    return whole_document() if source is whole() else pages.document(national(source))


def texts(source: ReportSource, name: str) -> list[str]:
    made = document(source)
    page = next(page for page in made.pages if page.name == name)
    return [said(source, content) for block in page.blocks for content in inlines(block)]


def names(document: Document) -> list[str]:
    return [page.name for page in document.pages]


def test_a_full_edition_has_every_page_in_its_order():
    assert names(document(whole())) == [
        "ringkasan",
        "capaian",
        "segmen",
        "target",
        "profil",
        "rentan",
        "desa",
        "komitmen",
        "magang",
        "tindak-lanjut",
        "manfaat",
        "mutu-data",
        "koreksi",
        "definisi",
        "silsilah",
        "lampiran-mitra",
        "lampiran-desa",
        "tanpa-persentase",
    ]


def test_a_page_with_nothing_to_show_is_left_out():
    found = names(document(small_source()))

    assert "capaian" in found
    assert not {"rentan", "desa", "komitmen", "magang", "tindak-lanjut", "manfaat", "koreksi"} & set(found)


def test_an_edition_without_any_figure_still_makes_a_report_that_says_so():
    empty = replace(small_source(), figures=small_source().figures.head(0))

    assert "Belum ada wilayah yang memiliki persentase cakupan pada edisi ini." in texts(empty, "ringkasan")


def test_the_first_page_says_coverage_target_and_gap_in_points_and_people():
    assert (
        "Sampai dengan 31 Oktober 2024 cakupan kepesertaan di Kabupaten Tegal mencapai 30,19 persen "
        "(164.004 dari 543.310 pekerja), 4,82 poin persen di bawah target 35,00 persen; untuk mencapainya "
        "perlu 26.205 orang lagi."
    ) in texts(whole(), "ringkasan")


def test_a_sentence_of_a_region_is_told_only_when_all_its_figures_are_there():
    counts = {"handed_over": 30, "registered": 20, "active": 10}
    own = coverage("33.28", {"PU": (30, 100)})
    vulnerable = [figure(f"vulnerable_{name}", "33.28", count) for name, count in counts.items()]
    source = ReportSource(figures=frame(own + vulnerable), edition=facts(), lists=no_lists())
    without_one = replace(source, figures=frame(own + vulnerable[:2]))

    sentence = (
        "Pekerja rentan pada daftar yang berlaku pada 31 Oktober 2024: 30 diserahkan, 20 terdaftar, 10 aktif."
    )
    assert sentence in texts(source, "profil")
    assert not [text for text in texts(without_one, "profil") if "Pekerja rentan" in text]


def test_an_area_beyond_its_target_is_not_said_to_be_below_it():
    assert (
        "Sampai dengan 31 Oktober 2024 cakupan kepesertaan di Kota Tegal mencapai 52,55 persen (52.858 dari"
        " 100.590 pekerja), sudah mencapai target 50,00 persen (selisih −2,55 poin persen)."
    ) in texts(whole(), "ringkasan")


def test_the_country_speaks_for_the_areas_within_it_once_it_has_a_rate():
    regency = coverage("33.28", {"PU": (30, 100)})
    country = coverage("ID", {"PU": (60, 300)})
    source = ReportSource(
        figures=frame([*regency, *country, *target("ID", "25.00", "5.00", 15)]),
        edition=facts(),
        lists=no_lists(),
    )

    leading = [text for text in texts(source, "ringkasan") if text.startswith("Sampai dengan")]

    assert len(leading) == 1
    assert "Indonesia mencapai 20,00 persen" in leading[0]


def test_what_needs_a_decision_names_actions_that_are_overdue_and_who_has_not_sent_his_list():
    found = texts(whole(), "ringkasan")

    assert (
        "Tindakan “Mendaftarkan nelayan” lewat tenggat 30 September 2024 dan belum selesai (Dinas Perikanan)."
    ) in found
    assert "Desa <i>Belum</i> & Kirim: Perangkat desa, jatuh tempo 5 November 2024." in found


def test_a_file_that_was_refused_is_no_decision_of_leadership():
    assert not [text for text in texts(whole(), "ringkasan") if "=cmd" in text]
    assert [text for text in texts(whole(), "mutu-data") if "=cmd" in text]


def test_a_month_without_trouble_says_that_nothing_needs_a_decision():
    figures = small_source().figures.query("indicator_code != 'gap_target_people'")
    source = replace(small_source(), figures=figures)

    assert "Tidak ada yang perlu diputuskan menurut kaidah yang berlaku." in texts(source, "ringkasan")


def test_a_missing_number_prints_a_dash_and_its_reason():
    found = texts(small_source(), "target")

    assert found.count("–") == 0
    without_people = small_source().figures.query("indicator_code != 'gap_target_people'")
    source = replace(small_source(), figures=without_people)
    assert "–" in texts(source, "target")
    assert "– : tidak ada angkanya pada edisi ini." in texts(source, "target")


def test_an_area_without_a_denominator_stands_in_the_appendix_with_the_reason():
    found = texts(small_source(), "tanpa-persentase")

    assert "Jawa Tengah" in found
    assert "tidak semua kabupaten/kota punya penyebut" in found


def test_a_rate_above_one_hundred_is_printed_and_explained():
    above = figure(
        "ucj_ytd", "33.28", 150, 100, flag="above_100", note="Di atas 100 persen: tempat kerja", basis="D1"
    )
    found = texts(ReportSource(figures=frame([above]), edition=facts(), lists=no_lists()), "capaian")

    assert "150,00" in found
    assert "Perhatian: Di atas 100 persen: tempat kerja (Kabupaten Tegal)." in found


def test_vulnerable_workers_are_printed_with_what_is_excluded_its_causes_and_the_lower_bound():
    found = texts(whole(), "rentan")

    assert found[found.index("APBD Kabupaten/Kota") :][:4] == [
        "APBD Kabupaten/Kota",
        "1.990",
        "1.951",
        "1.902",
    ]
    assert "94,70" in found
    assert (
        "Sebab dikecualikan dari daftar yang berlaku pada 31 Oktober 2024, dengan jumlah baris: "
        "Nama kosong (3); NIK bukan 16 angka yang sah (14)."
    ) in found


@each_case(
    ("name", "area"),
    [
        ("rentan", "Kabupaten Tanjung Jabung Barat"),
        ("mutu-data", "Indonesia"),
    ],
)
def test_what_is_certain_at_most_and_unknown_of_a_list_is_said_in_one_sentence(name, area):
    found = " ".join(texts(whole(), name))

    assert (
        f"Orang pada daftar yang berlaku pada 31 Oktober 2024, {area}: tercakup pasti 95,50 persen; paling"
        " banyak 96,10 persen bila kecocokan 12 orang yang belum pasti"
        " ternyata benar; 78 orang tidak dikenali dalam register."
    ) in found


def test_a_list_without_possible_matches_is_said_to_be_at_most_nothing_else():
    listed = figure("roster_coverage", "ID", 1, 2, source="roster") | {"possible": 0, "unknown": 1}

    found = texts(ReportSource(figures=frame([listed]), edition=facts(), lists=no_lists()), "mutu-data")

    assert (
        "Orang pada daftar yang berlaku pada 31 Oktober 2024, Indonesia: tercakup pasti 50,00 persen; 1 orang"
        " tidak dikenali dalam register."
    ) in found


def test_vulnerable_workers_stand_beside_what_they_would_be_at_most_and_the_unknown():
    found = texts(whole(), "rentan")

    total = found.index("Total")
    assert found[total : total + 6] == ["Total", "2.000", "1.960", "1.910", "1.922", "78"]


def test_people_whose_contribution_may_be_paid_twice_stand_in_one_line_each_by_number_only():
    found = texts(whole(), "mutu-data")

    first = found.index("orang 9")
    assert found[first : first + 5] == [
        "orang 9", "Kabupaten Tegal", "APBDes; CSR/TJSL", "Desa Satu; PT Contoh", "Rp16.800",
    ]  # fmt: skip
    assert [one for one in found if one.startswith("orang ")] == ["orang 9", "orang 7", "orang 8"]
    assert found[found.index("orang 8") + 4] == "tarif tidak diketahui"


def test_villages_below_the_minimum_size_are_listed_without_a_rank():
    ranked, everything = texts(whole(), "desa"), texts(whole(), "lampiran-desa")

    assert "Desa Kecil" not in ranked
    assert everything[everything.index("Desa Kecil") + 2] == "tidak diperingkat"


def test_segments_and_programmes_stand_in_the_order_of_the_agency():
    segments = [text for text in texts(whole(), "segmen") if text.endswith(")")][:3]
    programmes = [text for text in texts(whole(), "manfaat") if text.startswith("Jaminan")][:3]

    assert segments == ["Penerima upah (PU)", "Bukan penerima upah (BPU)", "Jasa konstruksi (JAKON)"]
    assert programmes == ["Jaminan Kecelakaan Kerja", "Jaminan Kematian", "Jaminan Hari Tua"]


def test_corrections_show_before_and_after_by_cause():
    found = texts(whole(), "koreksi")
    start = found.index("pembilang")

    assert "Edisi ini menggantikan versi 1. Alasan: Daftar dari dua mitra masuk terlambat." in found
    assert "Rp20.500.000.000" in found
    assert found[start + 4 : start + 6] == ["perubahan register kepesertaan", "load 6 (klaim.csv)"]


def test_no_page_knows_a_place_or_a_partner():
    folder = Path(pages.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))

    assert len(code) > 10_000
    for name in (
        "Tegal",
        "Jabung",
        "Kaltim",
        "Kalimantan",
        "Ngawi",
        "Aprisindo",
        "33.28",
        "15.06",
        "35.21",
        "33.76",
    ):
        assert name not in code


def test_the_page_of_roster_quality_prints_valid_share_days_to_a_verdict_and_double_funding():
    found = texts(whole(), "mutu-data")

    totals = [found[place:] for place, text in enumerate(found) if text == "Semua jenis"]
    assert totals[0][:5] == ["Semua jenis", "12", "11", "9", "7"]
    assert totals[1][:4] == ["Semua jenis", "12", "15", "1,25"]
    assert totals[2][:6] == ["Semua jenis", "2.040", "2.010", "17", "13", "98,53"]
    assert (
        "Orang pada daftar berlaku dari dua sumber dana atau lebih pada 31 Oktober 2024: 21; iuran Oktober"
        " 2024 yang dapat terbayar ganda: Rp352.800. Setiap orang dihitung sekali dalam cakupan;"
        " pembayarannya perlu dicocokkan oleh para mitra."
    ) in found
    pairs = found[found.index("APBDes dan APBD Kabupaten/Kota") :]
    assert pairs[:6] == [
        *("APBDes dan APBD Kabupaten/Kota", "17", "Rp285.600"),
        *("APBD Kabupaten/Kota dan CSR/TJSL", "4", "Rp67.200"),
    ]


def test_each_kind_with_figures_is_one_row_in_the_order_of_their_numbers_and_no_other_kind_is():
    named = partial(catalogue.roster_kind, locale=Locale.ID)
    kinds = [("koperasi", 1, 3), ("csr", 5, 10)]
    lists = [
        figure(
            "roster_coverage",
            "ID",
            *counts,
            slicing="kind",
            slice=kind,
            name=catalogue.roster_kind(kind, Locale.ID),
        )
        for kind, *counts in kinds
    ]
    source = ReportSource(
        figures=frame([*lists, figure("roster_coverage", "ID", 6, 13)]), edition=facts(), lists=no_lists()
    )

    found = texts(source, "mutu-data")

    assert [text for text in found if text in {named(kind) for kind in roster.kinds()}] == [
        "Pekerja rentan CSR/TJSL",
        "Anggota koperasi",
    ]
    row = found.index("Anggota koperasi")
    assert found[row : row + 4] == ["Anggota koperasi", "1", "3", "33,33"]


def test_every_refusal_has_a_short_name_on_the_page_of_roster_quality():
    report = national(small_source())

    assert [code for code in refusals.REFUSALS if report.word("refusal", code) == code] == []


def test_the_page_of_corrections_gives_its_longest_texts_the_most_room():
    page = next(page for page in document(whole()).pages if page.name == "koreksi")
    table = next(block for block in page.blocks if isinstance(block, Table))

    widest = max(table.columns, key=lambda column: column.weight)

    assert widest.label == "Asal"

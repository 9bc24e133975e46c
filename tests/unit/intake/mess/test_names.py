"""Mess in names: titles, spellings, padding; and cells that a spreadsheet would run."""

from builders import nik, sheet, text_file
from case_tables import each_case
from judging import Judged, judge_file, judge_files, judge_rows, received
from mess_builders import BORN
from mess_entries import entry

HEADER = ["NIK", "Nama"]
WHOLE = nik(BORN, 1)
TITLED = [
    "H. Suparno", "Hj. Suparno", "Drs. Suparno", "Dra. Suparno", "Ir. Suparno", "dr. Suparno",
    "drg. Suparno", "Suparno, S.Pd", "Suparno, S.Pd.I", "Suparno, S.E.", "Suparno SH",
    "Suparno, S.Sos.", "Suparno S.T", "Suparno, S.Kom", "Suparno S.IP", "Suparno, S.STP",
    "Suparno, S.Kep., Ns.", "Apt. Suparno", "Suparno, A.Md", "Suparno A.Ma.Pd", "Suparno, M.M.",
    "Suparno, M.Si", "Suparno, M.Pd.", "Suparno, M.H.", "Prof. Suparno", "KH. Suparno", "Ust. Suparno",
    "Prof. Dr. H. Suparno, S.H., M.H.", "SUPARNO (Alm)", "Alm. Suparno", "Suparno,", "Drs.Suparno",
]  # fmt: skip


def judge_names(*names: str) -> Judged:
    """Judge one number under these names: equal ones repeat each other, unequal ones make a shared number."""
    return judge_rows(HEADER, *([WHOLE, name] for name in names))


@entry(19)
def test_titles_are_kept_apart_so_that_one_person_written_twice_is_one() -> None:
    files = [sheet([HEADER, [WHOLE, "SUPARNO"], [WHOLE, titled]]) for titled in TITLED]

    judged = judge_files([received(data, number=number) for number, data in enumerate(files)])

    verdicts = [(titled, each.verdicts) for titled, each in zip(TITLED, judged, strict=True)]
    assert verdicts == [(titled, ["accepted", "duplicate"]) for titled in TITLED]


@entry(19)
@each_case("name", ["I MADE SUDANA", "NI KETUT SARI", "IDA BAGUS OKA", "GUSTI AYU RAI"])
def test_what_begins_a_balinese_name_is_no_title(name: str) -> None:
    judged = judge_names(name, name.split(" ", 1)[1])

    assert judged.verdicts == ["quarantined", "quarantined"]


@entry(19)
def test_the_name_is_kept_as_the_partner_wrote_it() -> None:
    judged = judge_names("Drs. H. Suparno bin Karto, M.Pd.")

    assert judged.values("nama") == ["Drs. H. Suparno bin Karto, M.Pd."]
    assert judged.codes == []


@entry(19)
def test_a_title_that_is_a_word_of_a_name_stays_where_it_stands_inside() -> None:
    judged = judge_names("SRI HASTUTI SE RAHAYU", "SRI HASTUTI RAHAYU")

    assert judged.verdicts == ["quarantined", "quarantined"]


@entry(19)
@each_case("called", ["Suparno bin Karto", "SUPARNO BINTI KARTO", "Suparno alias Pak No", "Suparno @ Kirno"])
def test_whose_child_somebody_is_or_how_he_is_called_makes_no_other_person(called: str) -> None:
    assert judge_names("SUPARNO", called).verdicts == ["accepted", "duplicate"]


@entry(19)
@each_case("name", ["BINTI SALEH", "BINTANG SUPARNO", "ALBINO SUPARNO"])
def test_a_name_that_begins_or_sounds_like_those_words_is_a_name(name: str) -> None:
    assert judge_names("SUPARNO", name).verdicts == ["quarantined", "quarantined"]


@entry(20)
@each_case(
    ("one", "other"),
    [("MUHAMMAD ALI", "MOHAMAD ALI"), ("ACHMAD", "AHMAD"), ("SOEKARNO", "SUKARNO"), ("SITI NUR", "ST NOER")],
)
def test_another_spelling_under_one_number_is_asked_back_and_never_merged_by_sound(
    one: str, other: str
) -> None:
    judged = judge_names(one, other)

    assert {code for _, code, _ in judged.codes} == {"NIK_DIPAKAI_BERSAMA"}
    assert judged.verdicts == ["quarantined", "quarantined"]


@entry(20)
@each_case("other", ["Maruf", "MA'RUF", "Ma’ruf", "ma`ruf", "  MA'RUF  "])
def test_an_apostrophe_or_the_case_of_letters_makes_no_other_name(other: str) -> None:
    assert judge_names("Ma'ruf", other).verdicts == ["accepted", "duplicate"]


@entry(21)
@each_case("padded", ["SUPARNO SUPARNO", "SUPARNO .", "SUPARNO -", "- SUPARNO", "SUPARNO. -"])
def test_padding_behind_a_single_name_is_dropped_for_comparing(padded: str) -> None:
    assert judge_names("SUPARNO", padded).verdicts == ["accepted", "duplicate"]


@entry(21)
def test_a_single_word_is_a_whole_name() -> None:
    judged = judge_names("SUPARNO")

    assert (judged.verdicts, judged.codes) == (["accepted"], [])


@entry(21)
@each_case("name", ["-", ".", "- -", "nihil", "xxx", "N/A"])
def test_a_name_of_signs_only_is_no_name(name: str) -> None:
    judged = judge_rows([*HEADER, "Pekerjaan"], [WHOLE, name, "petani"])

    assert judged.codes == [(2, "NAMA_KOSONG", "error")]
    assert judged.verdicts == ["quarantined"]


FORMULAS = ['=HYPERLINK("x";"SUPARNO")', "+cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "-2+3+cmd"]


@entry(29)
@each_case("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_kept_as_the_text_it_is(text: str) -> None:
    in_workbook = judge_rows(HEADER, [WHOLE, text])
    in_text = judge_file(text_file([HEADER, [WHOLE, text]], delimiter="\t"))

    assert in_workbook.values("nama") == in_text.values("nama") == [text]
    assert in_workbook.verdicts == in_text.verdicts == ["accepted"]

"""The catalogue of texts: complete in both languages, with the same slots, each of them used."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest
from cakupan import code_lists, reports
from cakupan.errors import SetupError
from cakupan.reports import deck, pages, texts
from cakupan.reports.inline import Figure
from cakupan.reports.locales import Locale
from cakupan.reports.texts import Slot
from cakupan.settings import PROJECT_ROOT
from edition_source import national, small_source
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from full_edition import full_source

FOLDER = Path(reports.__file__).parent
KEY = re.compile(r"[a-z]+(?:-[\w{}.()'\", ]+)+")
ALWAYS = {"month", "day", "recorded"}  # what every text may name
# What takes its keys from codes, and these codes are told apart in tests of their own below or elsewhere.
CODES = {"name", "align", "tone", "emphasis", "area_code", "whence", "state"}  # of nodes of a document
FAMILIES = (
    "one",
    "refusal",
    "outcome",
    "status",
    "class",
    "part",
    "change-cause",
    "notice",
    "term",
    "meaning",
)


class Slots(Visitor):
    """Collects the slots of a text."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def messages(locale: Locale) -> dict[str, ast.Message]:
    """Return the texts of a language by their keys; a key that stands twice is a fault."""
    found: dict[str, ast.Message] = {}
    for path in sorted((FOLDER / "messages" / locale.value).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, entry.id.name
                found[entry.id.name] = entry
    return found


def slots(message: ast.Message) -> set[str]:
    collected = Slots()
    collected.visit(message)
    return collected.names


def written(message: ast.Message) -> str:
    """Return the words of a text, without its slots."""
    parts: list[str] = []

    class Words(Visitor):
        def visit_TextElement(self, node: ast.TextElement) -> None:
            parts.append(node.value)

    Words().visit(message)
    return " ".join(parts)


def code() -> str:
    """Return all that may name a text: the modules and templates of the reports."""
    files = [path for suffix in ("py", "html", "typ", "js") for path in FOLDER.rglob(f"*.{suffix}")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


def patterns(text: str) -> list[re.Pattern[str]]:
    """Return the keys that code spells as patterns, where a part of one is put in as it runs."""
    made = (re.split(r"\{[^{}]*\}", one) for one in re.findall(r'f"([a-z]+-[^" ]*\{[^"]*?)"', text))
    return [re.compile("[a-zA-Z_0-9-]+".join(map(re.escape, parts))) for parts in made]


def test_both_languages_have_the_same_texts_in_files_of_the_same_names():
    names = [{path.name for path in (FOLDER / "messages" / one.value).iterdir()} for one in Locale]

    assert names[0] == names[1]
    assert messages(Locale.ID).keys() == messages(Locale.EN).keys()
    assert len(messages(Locale.ID)) > 250


def test_a_text_has_the_same_slots_in_both_languages():
    differing = [
        key
        for key, message in messages(Locale.ID).items()
        if slots(message) - ALWAYS != slots(messages(Locale.EN)[key]) - ALWAYS
    ]

    assert differing == []


def test_a_text_names_the_same_days_in_both_languages():
    assert [
        key
        for key, message in messages(Locale.ID).items()
        if slots(message) & ALWAYS != slots(messages(Locale.EN)[key]) & ALWAYS
    ] == []


def test_a_text_of_three_words_or_more_is_translated():
    same = [
        key
        for key, message in messages(Locale.ID).items()
        if len(re.findall(r"[a-z]{2,}", written(message))) > 2
        and written(message) == written(messages(Locale.EN)[key])
    ]

    assert same == []


def test_every_text_is_used():
    text = code()
    literals, spelt = set(re.findall(r'"([a-z][\w-]*)"', text)), patterns(text)
    listed = {key for key in messages(Locale.ID) if key.startswith(tuple(f"{one}-" for one in FAMILIES))}

    unused = [
        key
        for key in messages(Locale.ID)
        if key not in literals | listed and not any(pattern.fullmatch(key) for pattern in spelt)
    ]

    assert unused == []


def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return the texts that reports of made-up editions ask for, with the slots that they are given."""
    given: dict[str, set[str]] = defaultdict(set)
    said = texts.said

    def noted(locale: Locale, key: str, count: object, /, **slots: Slot) -> object:
        given[key] |= slots.keys()
        return said(locale, key, count, **slots)  # type: ignore[arg-type]

    monkeypatch.setattr(texts, "said", noted)
    for source in (full_source(), small_source()):
        for make in (pages.document, deck.document):
            make(national(source))
    return given


def test_every_slot_that_a_text_is_given_stands_in_it_or_in_one_that_may_take_its_place(monkeypatch):
    families: dict[str, set[str]] = defaultdict(set)
    for key, message in messages(Locale.ID).items():
        families[key.partition("-")[0]] |= slots(message)

    given = asked(monkeypatch)

    left_over = {key: names - families[key.partition("-")[0]] - ALWAYS for key, names in given.items()}
    assert {key: names for key, names in left_over.items() if names} == {}
    assert len(given) > 200


def test_no_sentence_of_the_report_stands_in_its_code():
    sentence = re.compile(r"\b(?:yang|dari|untuk|pada|tidak|dengan|adalah|wilayah|daftar)\b")
    found = {
        path.name: [line for line in path.read_text(encoding="utf-8").splitlines() if sentence.search(line)]
        for path in sorted([*FOLDER.glob("*.py"), *FOLDER.glob("pages/*.py"), *FOLDER.glob("templates/*")])
    }

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_text_that_is_not_in_the_catalogue_is_named():
    with pytest.raises(SetupError, match="no text summary-nothing in en"):
        texts.plain(Locale.EN, "summary-nothing")


def test_a_text_whose_slot_is_not_given_is_named():
    with pytest.raises(SetupError, match=r"cover-numbered of the report in id cannot be filled.*version"):
        texts.plain(Locale.ID, "cover-numbered")


def test_a_slot_is_filled_by_what_stands_in_it_whatever_a_partner_is_called():
    figure = Figure("ucj_ytd:2024-10:33.28")
    name = "{ $rows } \ufdd00\ufdd1 <b>=cmd"

    said = texts.said(Locale.ID, "excluded-cause", lambda _: None, cause=name, rows=figure)

    assert said == (name, " (", figure, ")")


@pytest.mark.parametrize("count", [1, 7, None])
def test_a_figure_stays_one_whatever_words_follow_its_count(count: int | None):
    figure = Figure("interns_running:2024-10:35.21")

    said = texts.said(Locale.EN, "interns-running", lambda _: count, interns=figure, day="31 October 2024")

    words = "internship was" if count == 1 else "internships were"
    assert said == (figure, f" {words} running on ", "31 October 2024", ".")


@pytest.mark.parametrize(("count", "words"), [(1, "1 orang lainnya"), (1234, "1.234 orang lainnya")])
def test_a_count_is_printed_as_its_language_prints_it(count: int, words: str):
    assert texts.plain(Locale.ID, "overlaps-more", people=count).startswith(words)


@pytest.mark.parametrize(("count", "words"), [(1, "1 more person is"), (1234, "1,234 more people are")])
def test_words_beside_a_count_follow_it(count: int, words: str):
    assert texts.plain(Locale.EN, "overlaps-more", people=count).startswith(words)


def test_every_unit_of_whole_numbers_has_a_form_for_one():
    units = code_lists.rows("units")
    whole = {code for code, row in units.items() if row["digits"] == "0" and not row["sign"]}

    assert {f"one-{code}" for code in whole} <= messages(Locale.EN).keys()
    assert texts.plain(Locale.EN, "one-people") == "person"


def test_every_notice_that_the_gate_may_give_has_a_text():
    suites = (PROJECT_ROOT / "expectations" / "marts.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'NOTICE: "([^"]+)"', suites))

    assert len(codes) == suites.count('severity="warning"') > 4
    assert {f"notice-{code}" for code in codes} <= messages(Locale.EN).keys()


def test_every_code_list_names_its_codes_in_both_languages():
    lacking = [
        (path.stem, code)
        for path in sorted(code_lists.SEEDS.glob("*.csv"))
        for code, row in code_lists.rows(path.stem).items()
        for column in ("name", "name_en", *(["definition_en"] if "definition" in row else []))
        if not row.get(column)
    ]

    assert lacking == []


def test_every_reason_for_a_rate_above_100_is_among_the_notes():
    reasons = {row["cause_above_100"] for row in code_lists.rows("indicators").values()} - {""}

    assert reasons <= {row["name"] for row in code_lists.rows("notes").values()}


def words(node: object) -> Iterator[str]:
    """Yield all texts of a document, of its pages and of what stands on them; codes are no texts."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple) and not isinstance(node, Figure):
        yield from (text for one in node for text in words(one))
    elif is_dataclass(node):
        shown = (one.name for one in fields(node) if one.name not in CODES)
        yield from (text for name in shown for text in words(getattr(node, name)))


def test_an_english_report_says_nothing_in_indonesian_but_names():
    source = full_source()
    theirs = {
        *(str(source.edition.reason), str(source.figures["note"].dropna().iloc[0])),
        *source.figures["note"].dropna(),
        *source.lists["agreement_actions"]["action"],
        *source.lists["agreement_actions"]["agreement_title"],
        *source.changes["source_name"],
    }
    report = national(source, Locale.EN)
    indonesian = re.compile(
        r"\b(?:dan|yang|dari|pada|untuk|tidak|dengan|orang|baris|daftar|peserta|wilayah|Oktober|persen)\b",
        re.I,
    )

    said = [text for make in (pages.document, deck.document) for text in words(make(report))]

    for name in sorted(theirs, key=len, reverse=True):
        said = [text.replace(name, "") for text in said]
    assert [text for text in said if indonesian.search(text)] == []
    assert len(said) > 500

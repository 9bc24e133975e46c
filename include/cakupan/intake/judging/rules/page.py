"""Write docs/rules.md from rules, contracts and refusals: `python -m cakupan.intake.judging.rules.page`."""

import inspect
from collections.abc import Iterable, Mapping

from cakupan.contracts import roster
from cakupan.intake.judging import rules
from cakupan.intake.judging.rules import Rule
from cakupan.intake.reading.sheets.classes import CLASSES
from cakupan.intake.rows.refusals import BOUNDS, REFUSALS, SIGNS, WHATS, WHENS, Refusal
from cakupan.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "rules.md"
INTRODUCTION = """\
# Rules

*Written from `include/cakupan/intake/judging/rules/`, `include/cakupan/contracts/rosters/` and
`include/cakupan/intake/rows/refusals.py` by `make docs`: change those, not this page. How to:
[change a rule](how-to/change-a-rule.md).*

Every used row of a sheet gets one [class](#what-a-row-is), every received row one [verdict](#verdicts),
and every rule that a row breaks one finding. An **error** keeps the row out until it is corrected; a
**warning** lets it count and asks the partner to look. A file that cannot be taken at all is
[refused](#why-a-file-is-refused).
"""
VERDICTS = {
    "accepted": "No rule found an error. The row counts while its list is in force.",
    "quarantined": "At least one error. The row waits for the partner, and the report counts it as excluded.",
    "duplicate": "The row repeats an earlier row without errors of the same file. It counts once.",
}
CLASS_TEXTS = {
    "title": "Above the headings: the letterhead, the name of the list, its month; every row of a sheet"
    " without headings.",
    "header": "The row or rows with the headings, also where they are repeated further down.",
    "numbering": "Numbers or letters that only count the columns: (1) (2) (3), I II III, -1 -2 -3.",
    "section": "Names the village or kecamatan of the rows below it, or heads a group or a family.",
    "total": "States a sum. It is held against the rows as a control.",
    "note": "Anything else below the headings: signatures, remarks, examples and how to fill the list in.",
    "received": "A row of the list, also a number and a name alone that go on. It gets a verdict.",
}
FIXED_BY = {"partner": "the partner", "agency": "the agency"}


def text() -> str:
    """Return the page."""
    parts = [INTRODUCTION, _overview(), _verdicts(), _classes(), _refusals(), "\n## Each rule\n"]
    return "".join([*parts, *(_section(each) for each in _rules())])


def _rules() -> list[Rule]:
    return sorted(rules.RULES.values(), key=lambda each: each.code)


def _overview() -> str:
    rows = (
        (
            f"[`{each.code}`](#{each.code.lower()})",
            each.severity,
            FIXED_BY[each.fixed_by],
            _scope(each),
            each.text_id,
            each.text_en,
            each.advice_en,
        )
        for each in _rules()
    )
    head = ("code", "severity", "who fixes it", "looks at", "Indonesian", "English", "what to do")
    return "\n## All rules\n\n" + _table(head, rows)


def _scope(each: Rule) -> str:
    if each.check is None:
        return "the list as a whole"
    return "each row" if each.scope == "row" else "the rows of a file together"


def _verdicts() -> str:
    return "\n## Verdicts\n\n" + _table(
        ("verdict", "meaning"), ((f"`{name}`", meaning) for name, meaning in VERDICTS.items())
    )


def _classes() -> str:
    return "\n## What a row is\n\n" + _table(
        ("class", "meaning"), ((f"`{name}`", CLASS_TEXTS[name]) for name in CLASSES)
    )


def _refusals() -> str:
    filled = (
        f"\n`{{{name}}}` {told}:\n\n{_texts(name, texts)}"
        for name, told, texts in (
            ("bound", "says beyond which bound of the settings the file went", BOUNDS),
            ("sign", "says what the file did, where that is known", SIGNS),
            ("what", "says what the file is", WHATS),
            ("when", "says why the period cannot be", WHENS),
        )
    )
    return (
        "\n## Why a file is refused\n\n"
        "Braces are filled with what was found. The partner is told in Indonesian.\n\n"
        + "".join((_texts("code", REFUSALS), *filled))
    )


def _texts(head: str, refusals: Mapping[str, Refusal]) -> str:
    rows = ((f"`{code}`", each.text_id, each.text_en) for code, each in sorted(refusals.items()))
    return _table((head, "Indonesian", "English"), rows)


def _section(each: Rule) -> str:
    remark = inspect.getdoc(each.check) if each.check else None
    lines = [
        f"\n### {each.code}\n",
        f"Severity: {each.severity}. Fixed by {FIXED_BY[each.fixed_by]}. Looks at {_scope(each)}.\n",
        *([f"{remark}\n"] if remark else []),
        _table(
            ("", "name of the cause", "what is wrong", "what to do"),
            (
                ("Indonesian", each.label_id, each.text_id, each.advice_id),
                ("English", each.label_en, each.text_en, each.advice_en),
            ),
        ),
        f"{_switches(each.code)}\n",
    ]
    return "\n".join(lines)


def _switches(code: str) -> str:
    """Which roster kinds do without the rule, or weigh it otherwise."""
    contracts = [rules.contract(kind) for kind in roster.kinds()]
    off = [f"`{each.kind}`" for each in contracts if code in each.rules_off]
    weighed = [f"`{each.kind}` ({each.severities[code]})" for each in contracts if code in each.severities]
    if not off and not weighed:
        return "No contract switches it off or weighs it otherwise."
    told = [f"Switched off in: {', '.join(off)}."] if off else []
    told += [f"Other severity in: {', '.join(weighed)}."] if weighed else []
    return " ".join(told)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [_line(names), "|" + "---|" * len(names), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")

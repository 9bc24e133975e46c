"""docs/matching-quality.md: how good matching is on a labelled set, and how the set was made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from cakupan.settings import PROJECT_ROOT

from labelled import rates, scoring
from labelled.rates import Kind
from labelled.scoring import Score

PAGE = PROJECT_ROOT / "docs" / "matching-quality.md"
HOW = {"matched": "matching", "nik_only": "NIK only", "name_and_date": "exact name and birth date"}


@dataclass(frozen=True, kw_only=True)
class Floors:
    """What was asked of one kind of roster; None where nothing was."""

    precision: float
    recall: float
    recall_with_review: float | None = None


FLOORS = {
    "mixed": Floors(precision=0.999, recall=0.975, recall_with_review=0.995),
    "keyless": Floors(precision=0.997, recall=0.85),
}
RECALL_WITH_MOTHERS = 0.865
MOST_WRONG_NAMESAKES = 0.02


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was measured, where and when."""

    seed: int
    seal: str
    members: int
    machine: str
    with_mothers: bool


def lines(facts: Facts, measured: dict[str, pd.DataFrame]) -> list[str]:
    """Return the page's tables; `measured` holds judged rows by HOW."""
    rows = measured["matched"]
    return [
        f"Measured {facts.machine}. Seed {facts.seed}, seal {facts.seal}; {_number(facts.members)}"
        f" memberships; {_sizes(rows)}; mother's name"
        f" {'in' if facts.with_mothers else 'not in'} the extract.",
        "",
        *_asked(rows, with_mothers=facts.with_mothers),
        "",
        *_overall(measured),
        "",
        *_kinds(rows),
        *_methods(rows),
    ]


def write(path: Path, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Write the whole page: each part is a title and its lines; then how the set is made."""
    text = [
        "# How good matching is",
        "",
        "Written by `make bench ONLY=matching`. People, register and rosters are synthetic; who each row is,"
        " is known. The set is made by code that knows nothing of how rows are matched (`tests/labelled`),"
        " and its seed and rates are not changed to make a floor hold.",
        "",
        "*Precision*: right among matched. *Recall*: rightly matched among rows whose person is in the"
        " register. *At least*: lower end of Wilson's interval, one-sided 95 %; that of F1 takes right ones"
        " and half of all failures as trials. A match is right when it names the person of the row, whatever"
        " NIK the row carries. *With review*: also shown to a human, the right person among the candidates.",
        "",
    ]
    for title, content in parts:
        text += [f"## {title}", "", *content, ""]
    text += ["## How the set is made", "", *_made()]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def floors_missed(rows: pd.DataFrame, *, with_mothers: bool) -> list[str]:
    """Return what was asked and does not hold, in words; nothing when all holds."""
    return [
        f"{name}: {_share(found)}, asked {_share(asked)}"
        for name, asked, found, is_met in _floors(rows, with_mothers=with_mothers)
        if not is_met
    ]


def _floors(rows: pd.DataFrame, *, with_mothers: bool) -> Iterator[tuple[str, float, float, bool]]:
    for roster, floors in FLOORS.items():
        score = scoring.score(rows[rows["roster"] == roster])
        recall = RECALL_WITH_MOTHERS if with_mothers and roster == "keyless" else floors.recall
        yield (
            f"{roster}: precision, at least",
            floors.precision,
            score.precision,
            score.precision >= floors.precision,
        )
        yield f"{roster}: recall, at least", recall, score.recall, score.recall >= recall
        if floors.recall_with_review is not None:
            found = score.recall_with_review
            asked = floors.recall_with_review
            yield f"{roster}: recall with review, at least", asked, found, found >= asked
    wrong, whole = scoring.wrong_namesakes(rows)
    share = wrong / whole if whole else 0.0
    name = "namesakes of the same date matched wrongly, at most"
    yield name, MOST_WRONG_NAMESAKES, share, share <= MOST_WRONG_NAMESAKES


def _asked(rows: pd.DataFrame, *, with_mothers: bool) -> list[str]:
    cells = [
        (name, _share(asked), _share(found), "met" if is_met else "**not met**")
        for name, asked, found, is_met in _floors(rows, with_mothers=with_mothers)
    ]
    return _table(("", "asked", "measured", ""), cells)


def _overall(measured: dict[str, pd.DataFrame]) -> list[str]:
    cells = []
    for how, rows in measured.items():
        for roster, group in rows.groupby("roster", sort=False):
            cells.append((f"{roster}, {HOW[how]}", *_figures(scoring.score(group))))
    head = (
        "rows and method", "rows", "in register", "right", "wrong", "precision", "at least", "recall",
        "at least", "F1", "at least", "with review",
    )  # fmt: skip
    return _table(head, cells)


def _figures(score: Score) -> tuple[str, ...]:
    counts = (score.rows, score.wanted, score.right, score.wrong)
    shares = (
        score.precision,
        score.least_precision,
        score.recall,
        score.least_recall,
        score.f1,
        score.least_f1,
        score.recall_with_review,
    )
    return (*map(_number, counts), *map(_share, shares))


def _kinds(rows: pd.DataFrame) -> list[str]:
    found = []
    for roster, group in rows.groupby("roster", sort=False):
        cells = [(kind, *_short(score)) for kind, score in scoring.by_kind(group)]
        head = (
            "error",
            "rows",
            "in register",
            "wrong",
            "precision",
            "recall",
            "F1",
            "at least",
            "with review",
        )
        found += [f"By kind of error, {roster}; a row with two counts in both.", "", *_table(head, cells), ""]
    return found


def _short(score: Score) -> tuple[str, ...]:
    shares = (score.precision, score.recall, score.f1, score.least_f1, score.recall_with_review)
    return (*map(_number, (score.rows, score.wanted, score.wrong)), *map(_share, shares))


def _methods(rows: pd.DataFrame) -> list[str]:
    cells = [
        (method, _number(right), _number(wrong), _share(right / (right + wrong)))
        for method, right, wrong in scoring.by_method(rows)
    ]
    return ["By method.", "", *_table(("method", "right", "wrong", "precision"), cells), ""]


def _made() -> list[str]:
    return [
        f"{_share(rates.IN_REGISTER)} of the rows are of members. {_share(rates.CLEAN_MIXED)} of the mixed"
        f" and {_share(rates.CLEAN_KEYLESS)} of the keyless rows have no errors, the others one, two or three"
        f" kinds ({_several(rates.ERRORS_MIXED)}; keyless {_several(rates.ERRORS_KEYLESS)}). Of the rows of"
        f" others, {_share(rates.NAMESAKES)} are planted namesakes with a member's birth date"
        f" ({_share(rates.NAMESAKES_SAME_VILLAGE)} of them in the same village,"
        f" {_share(rates.NAMESAKES_SAME_REGENCY)} in the same kabupaten), {_share(rates.TWINS_OUTSIDE)} twins"
        f" of members; {_share(rates.SHARED_NIK)} of mixed rows stand under the NIK of the head of the"
        " household.",
        "",
        "Weights among the errors of a row:",
        "",
        *_table(("error", "weight", "reason"), [_kind(kind, f"{kind.weight:g}") for kind in rates.MIXED]),
        "",
        "Faults of the register, as shares of memberships:",
        "",
        *_table(("fault", "share", "reason"), [_kind(kind, _share(kind.weight)) for kind in rates.REGISTER]),
    ]


def _kind(kind: Kind, weight: str) -> tuple[str, str, str]:
    return kind.code, weight, kind.reason


def _several(shares: Sequence[float]) -> str:
    return " / ".join(map(_share, shares))


def _sizes(rows: pd.DataFrame) -> str:
    counts = rows["roster"].value_counts(sort=False)
    return " and ".join(f"{_number(int(count))} {roster} rows" for roster, count in counts.items())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _share(value: float) -> str:
    return f"{100 * value:.2f} %".replace(".", ",")

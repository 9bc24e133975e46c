"""From a file to the figures it touches, and by how much."""

from collections.abc import Mapping
from typing import Any

from cakupan.editions.frozen import layout
from cakupan.editions.frozen.engine import Frozen
from cakupan.editions.frozen.evidence import MEASURES
from cakupan.editions.tracing.files import Files, Originals
from cakupan.editions.tracing.signed import Signed
from cakupan.errors import NotFound
from cakupan.warehouse import statements
from cakupan.warehouse.connection import Connection

ADDRESS = ("indicator_code", "slicing", "slice_code", "area_code")


def touched(submission_id: str, edition: Signed, connection: Connection | None) -> dict[str, Any]:
    """Return the figures of an edition that rows of one file are members of, and what these add to each.

    Raises:
        NotFound: the edition knows no such submission.
        DoesNotVerify: a frozen file is not what was signed.
    """
    files = Files(edition)
    stated = files.submission(submission_id)
    if stated is None:
        raise NotFound(
            f"{edition.name} was not made with {submission_id}: it came later, or counts for other months."
        )
    file = files.of({"source_kind": "roster", "source_no": int(submission_id[1:])})
    assert file is not None  # noqa: S101 - it is the file of the row that was found
    with edition.evidence() as frozen:
        added = {tuple(row[name] for name in ADDRESS): row for row in _added(frozen, int(submission_id[1:]))}
    printed = edition.figures()
    figures = [
        _figure(figure, added[address])
        for figure in printed
        if figure["class"] == "summed" and (address := tuple(figure[name] for name in ADDRESS)) in added
    ]
    names = {figure["figure_id"] for figure in figures}
    problem = Originals(connection).of(file).problem
    return {
        **edition.named,
        "submission": {name: value for name, value in stated.items() if name != "sheets"},
        "figures": figures,
        "derived": [
            figure["figure_id"]
            for figure in printed
            if figure["class"] == "derived" and names.intersection(figure["input_ids"])
        ],
        "problems": [problem] if problem else [],
    }


def _added(frozen: Frozen, submission_no: int) -> list[dict[str, Any]]:
    frozen.keep("asked", "select cast(? as bigint) as submission_no", [submission_no])
    added = []
    for code in frozen.evidence():
        frozen.run(
            "create or replace temp view asked_evidence as"
            f" select '{code}' as model, * from {layout.EVIDENCE_PREFIX}{code}"
        )
        added += frozen.rows(statements.beside(__file__, "added_by_submission"))
    return added


def _figure(figure: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    names = ("figure_id", "area_name", "value", "unit", *MEASURES)
    return {
        **{name: figure[name] for name in names},
        "rows": added["evidence_rows"],
        "of_file": {name: added[name] for name in MEASURES},
    }

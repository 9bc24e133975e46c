"""The page of one village: how many of its workers are covered, its rank, who pays, what to send by when."""

from collections.abc import Iterator

from cakupan.reports import catalogue
from cakupan.reports.compose import cell, left, right, table
from cakupan.reports.document import Block, Figure, Heading, Items, Page, Paragraph, Row
from cakupan.reports.pages import roster_quality
from cakupan.reports.report import Audience, Report

SLICINGS = ("category", "funding")
COUNTED = ("village_groups", "vulnerable_active", "vulnerable_ending_30")


def page(report: Report) -> Page:
    """Return the page of the village."""
    blocks = (*_standing(report), *_groups(report), *_files(report), *_to_send(report))
    return Page(
        name="ringkasan",
        title=report.text("village-title"),
        sheet=report.text("village-sheet"),
        blocks=blocks,
    )


def _standing(report: Report) -> Iterator[Block]:
    own = report.total("village_coverage")
    if own is None or own.value is None:
        yield Paragraph(content=report.say("summary-no-workforce"), tone="lead")
        return
    rate = {part: Figure(own.figure_id, part) for part in ("value", "numerator", "denominator")}
    yield Paragraph(
        content=report.say(
            "village-coverage",
            area=own.area_name,
            rate=rate["value"],
            active=rate["numerator"],
            workers=rate["denominator"],
        ),
        tone="lead",
    )
    if own.rank is None:
        yield Paragraph(content=report.say("village-unranked"))
    else:
        rank, peers = Figure(own.figure_id, "rank"), Figure(own.figure_id, "peer_count")
        yield Paragraph(content=report.say("village-rank", rank=rank, peers=peers))


def _groups(report: Report) -> Iterator[Block]:
    """Count its groups, where the edition has figures of villages by group."""
    rows = [row for code in COUNTED for slicing in SLICINGS for row in report.own(code, slicing)]
    if not rows:
        return
    columns = (left(report, "village-group", 3), *right(report, "village-people"))
    listed = [
        Row(cells=((f"{catalogue.name(row.indicator_code, report.locale)}: {report.slice(row)}",), cell(row)))
        for row in rows
    ]
    yield table(report, report.text("village-groups"), columns, listed)


def _files(report: Report) -> Iterator[Block]:
    """Say of its files which were held or refused, and why."""
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("held", "refused")]
    if not stopped or report.audience is Audience.PUBLIC:
        return
    yield Heading(text=report.text("area-to-mend"))
    yield Items(
        items=tuple(
            report.say(
                "village-file",
                outcome=report.word("outcome", one["outcome"]),
                reason=roster_quality.refusal(report, one),
            )
            for one in stopped
        )
    )


def _to_send(report: Report) -> Iterator[Block]:
    """Say what it still has to send and by when."""
    owed = [one for one in report.records("obligations") if not one["is_received"]]
    yield Heading(text=report.text("village-to-send"))
    if owed and report.audience is not Audience.PUBLIC:
        yield Items(
            items=tuple(
                report.say(
                    "village-owed",
                    kind=catalogue.roster_kind(str(one["roster_kind"]), report.locale),
                    due=report.locale.any_day(one["due_on"]),
                )
                for one in owed
            )
        )
    else:
        yield Paragraph(content=report.say("village-nothing-owed"))

"""Ringkasan eksekutif: cakupan, target, selisih, yang dikecualikan, dan yang perlu diputuskan."""

from collections.abc import Iterator

from cakupan.indonesian import last_day
from cakupan.reports import catalogue, charted
from cakupan.reports.compose import band, coverage_sentence, same
from cakupan.reports.document import (
    Block,
    Figure,
    Heading,
    Inline,
    Items,
    KeyNumber,
    KeyNumbers,
    Page,
    Paragraph,
)
from cakupan.reports.pages import roster_quality, targets
from cakupan.reports.report import Report
from cakupan.reports.source import NATION, FigureRow

SENTENCES = 3
CHARTED = 20
LISTED = 5
CAUSES = 4


def page(report: Report) -> Page:
    """Return the first page."""
    blocks: list[Block] = []
    blocks += _sentences(report)
    numbers = tuple(_numbers(report))
    if numbers:
        blocks.append(KeyNumbers(numbers=numbers))
    shown = _charted(report)
    if shown:
        blocks.append(charted.coverage_dots(report, shown))
    blocks += _targets(report)
    blocks += _matches(report)
    blocks += _excluded(report)
    blocks += _decisions(report)
    return Page(name="ringkasan", title="Ringkasan eksekutif", sheet="Ringkasan", blocks=tuple(blocks))


def _charted(report: Report) -> list[FigureRow]:
    aimed = [row for row in report.rated() if same(report, row, "target_ucj")]
    return (aimed or report.listed_rates())[:CHARTED]


def _sentences(report: Report) -> Iterator[Paragraph]:
    until = report.locale.day(last_day(report.source.edition.period))
    own = report.total("ucj_ytd")
    figures = [own] if own and own.value else report.listed_rates()
    aimed = [row for row in figures if same(report, row, "target_ucj")]
    for row in (aimed or figures)[:SENTENCES]:
        yield Paragraph(content=coverage_sentence(report, row, until), tone="lead")
    if not figures:
        yield Paragraph(
            content=("Belum ada wilayah yang memiliki persentase cakupan pada edisi ini.",), tone="lead"
        )


def _numbers(report: Report) -> Iterator[KeyNumber]:
    active = report.total("ucj_ytd")
    if active and active.numerator is not None:
        eom = same(report, active, "ucj_eom")
        yield KeyNumber(
            label=_where("Peserta aktif pada tahun berjalan", active),
            figure=Figure(active.figure_id, "numerator"),
            unit=catalogue.unit("people", report.locale),
            detail=(Figure(eom.figure_id, "numerator"), " aktif pada akhir bulan") if eom else (),
        )
    yield from _number(
        report,
        "benefit_rupiah_ytd",
        "Manfaat dibayarkan sejak 1 Januari",
        ("benefit_cases_ytd", " kasus"),
    )
    yield from _number(
        report,
        "vulnerable_handed_over",
        "Pekerja rentan diserahkan",
        ("vulnerable_active", " aktif"),
    )
    yield from _number(
        report,
        "rosters_on_time",
        "Daftar mitra tepat waktu",
        ("rosters_due", " jatuh tempo atau datang"),
    )
    yield from _number(report, "rows_quarantined", "Baris dikecualikan", ("rows_received", " baris masuk"))
    yield from _number(
        report, "actions_overdue", "Tindakan lewat tenggat", ("actions_planned", " direncanakan")
    )


def _where(label: str, row: FigureRow) -> str:
    return label if row.area_code == NATION else f"{label}, {row.area_name}"


def _number(report: Report, code: str, label: str, beside: tuple[str, str]) -> Iterator[KeyNumber]:
    row = report.total(code)
    if row:
        other = same(report, row, beside[0])
        detail: Inline = (Figure(other.figure_id), beside[1]) if other else ()
        unit = "" if catalogue.sign(row.unit) else catalogue.unit(row.unit, report.locale)
        yield KeyNumber(label=_where(label, row), figure=Figure(row.figure_id), unit=unit, detail=detail)


def _targets(report: Report) -> Iterator[Block]:
    gaps = targets.gaps(report)
    if gaps.rows:
        yield gaps


def _matches(report: Report) -> Iterator[Block]:
    row = report.total("roster_coverage")
    if row and row.value:
        yield Heading(text="Daftar mitra dan register")
        yield Paragraph(content=band(row))


def _excluded(report: Report) -> Iterator[Block]:
    causes = roster_quality.causes(report)
    total = report.total(causes[0].indicator_code, causes[0].area_code) if causes else None
    if total is None:
        return
    said: list[str | Figure] = []
    for row in causes[:CAUSES]:
        said += [
            "; " if said else "",
            f"{catalogue.cause(row.slice_code, report.locale)} (",
            Figure(row.figure_id),
            ")",
        ]
    yield Heading(text="Yang dikecualikan dan sebabnya")
    yield Paragraph(
        content=(
            Figure(total.figure_id),
            " baris daftar dikecualikan dan tidak dihitung sebagai orang sampai mitra memperbaikinya; setiap "
            "persentase daftar dicetak bersama batas bawahnya. Sebab terbanyak, dengan jumlah baris: ",
            *said,
            ".",
        )
    )


def _decisions(report: Report) -> Iterator[Block]:
    points = [*_overdue(report), *_late(report), *_stopped(report)]
    yield Heading(text="Yang perlu diputuskan")
    if points:
        yield Items(items=tuple(points))
    else:
        yield Paragraph(
            content=(
                "Tidak ada tindakan lewat tenggat, daftar terlambat, atau berkas yang ditahan atau ditolak.",
            )
        )


def _overdue(report: Report) -> Iterator[Inline]:
    late = [action for action in report.records("agreement_actions") if action["status"] == "overdue"]
    late.sort(key=lambda action: (str(action["due_on"]), str(action["action_id"])))
    for action in late[:LISTED]:
        due_on, responsible = report.locale.any_day(action["due_on"]), action["responsible"]
        by = f" ({responsible})" if responsible else ""
        yield (f"Lewat tenggat {due_on}: {action['action']}{by}.",)
    if len(late) > LISTED:
        yield ("Tindakan lewat tenggat lainnya tercantum pada halaman tindak lanjut.",)


def _late(report: Report) -> Iterator[Inline]:
    due = report.total("rosters_due")
    on_time = same(report, due, "rosters_on_time") if due else None
    received = same(report, due, "rosters_received") if due else None
    if due and on_time and received and due.value != on_time.value:
        yield (
            "Dari ",
            Figure(due.figure_id),
            " daftar yang jatuh tempo atau sudah datang, ",
            Figure(received.figure_id),
            " sudah diterima dan ",
            Figure(on_time.figure_id),
            " tepat waktu; mitra yang terlambat perlu diingatkan.",
        )


def _stopped(report: Report) -> Iterator[Inline]:
    stopped = [one for one in report.records("submissions") if one["outcome"] in ("held", "refused")]
    stopped.sort(
        key=lambda one: (str(one["outcome"]) != "held", str(one["received_on"]), str(one["submission_id"]))
    )
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in stopped:
        named = str(one["partner_name"] or one["partner_id"] or "mitra tidak dikenal")
        outcome = roster_quality.OUTCOMES[str(one["outcome"])]
        reasons.setdefault((named, outcome), []).append(roster_quality.refusal(one))
    for (named, outcome), why in list(reasons.items())[:LISTED]:
        yield (f"Berkas {named} {outcome}: {'; '.join(dict.fromkeys(why))}.",)
    if len(reasons) > LISTED:
        yield ("Berkas lain yang ditahan atau ditolak tercantum pada halaman mutu data.",)

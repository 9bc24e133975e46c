"""For whom, as what and for which month a file is taken, and how each was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from cakupan import settings
from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.inbox.inbox import InboxFile
from cakupan.intake.inbox.stated import NAME_OF_A_RECEIPT, MonthRequest, StatedMonths
from cakupan.intake.rows import period
from cakupan.intake.rows.directory import Obligation, Partner
from cakupan.intake.rows.period import Period


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What a file was taken for, and how that was found; list and part where it corrects a part of a list."""

    partner: Partner
    roster_kind: str
    kind_basis: str
    period: Period
    obligation: Obligation
    corrects_submission_no: int | None = None
    list_no: int | None = None
    part_no: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The submission that a receipt, sent back corrected, is the answer to."""

    submission_id: str
    submission_no: int
    partner_id: str
    roster_kind: str
    period: str
    list_no: int | None = None
    part_no: int | None = None


def asked(file: InboxFile, partners: Mapping[str, Partner]) -> MonthRequest | None:
    """Return what to read of a file: nothing when its folders say kind and month, or nobody sent it."""
    partner = partners.get(file.partner_id or "")
    if partner is None:
        return None
    kind = _named_kind(file) or _owed_kind(file, partner)
    is_told = _named_kind(file) and _named_month(file)
    if is_told and not NAME_OF_A_RECEIPT.match(file.file_name):
        return None
    layout = partner.layout(kind, file.received_at.date()) if kind else {}
    return MonthRequest(sha256=file.sha256, roster_kind=None if is_told else kind, layout=layout)


def take(
    file: InboxFile, partners: Mapping[str, Partner], stated: StatedMonths, answered: Answered | None
) -> Assignment:
    """Return what a file is taken for: by its folders, else the submission it answers, else its content.

    Raises:
        FileRefused: MITRA_TIDAK_DIKENAL, JENIS_TIDAK_JELAS, PERIODE_TIDAK_WAJAR, or why reading it was given
            up.
    """
    partner = partners.get(file.partner_id or "")
    if partner is None:
        raise FileRefused("MITRA_TIDAK_DIKENAL", partner_id=file.partner_id or "-")
    if stated.refusal:
        raise stated.refusal
    own = answered if answered and answered.partner_id == partner.partner_id else None
    kind, kind_basis = _kind(file, partner, own)
    month = _period(file, partner, kind, stated, own)
    corrected = own if own and (own.roster_kind, own.period) == (kind, month.period) else None
    return Assignment(
        partner=partner,
        roster_kind=kind,
        kind_basis=kind_basis,
        period=month,
        obligation=partner.obligation(kind, month.first_day, month.last_day),
        corrects_submission_no=corrected.submission_no if corrected else None,
        list_no=corrected.list_no if corrected else None,
        part_no=corrected.part_no if corrected else None,
    )


def _kind(file: InboxFile, partner: Partner, own: Answered | None) -> tuple[str, str]:
    """A kind that once had a contract and has none today is no answer."""
    answered = own.roster_kind if own and not _other_folders(file) else None
    told = ((_named_kind(file), "folder"), (answered, "receipt"), (_owed_kind(file, partner), "obligation"))
    for kind, basis in told:
        if kind in roster.kinds():
            return kind, basis
    raise FileRefused("JENIS_TIDAK_JELAS", kinds=", ".join(partner.kinds_owed or roster.kinds()))


def _period(
    file: InboxFile, partner: Partner, kind: str, stated: StatedMonths, own: Answered | None
) -> Period:
    folder = _named_month(file)
    if own and own.roster_kind == kind and not folder:
        return period.reasonable(Period(period=own.period, basis="receipt"), file.received_at)
    today = file.received_at.astimezone(settings.JAKARTA).date()
    return period.choose(
        folder=folder,
        title=stated.title_month,
        column=stated.column_month,
        never=stated.never,
        obligation=partner.obligation(kind, today, today),
        received_at=file.received_at,
    )


def _named_month(file: InboxFile) -> str | None:
    return next((name for name in file.folders if period.FOLDER.fullmatch(name)), None)


def _other_folders(file: InboxFile) -> list[str]:
    return [name for name in file.folders if not period.FOLDER.fullmatch(name)]


def _named_kind(file: InboxFile) -> str | None:
    named = set(_other_folders(file))
    only = named.pop() if len(named) == 1 else None
    return only if only in roster.kinds() else None


def _owed_kind(file: InboxFile, partner: Partner) -> str | None:
    owed = partner.kinds_owed
    return owed[0] if len(owed) == 1 and not _other_folders(file) else None

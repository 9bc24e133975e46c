"""The cover: what this report is, who stands for it, what it is made of and what it replaces."""

from cakupan.reports.document import Cover
from cakupan.reports.report import Audience, Kind, Report


def version(report: Report) -> str:
    """Name the version of the edition."""
    number = report.source.edition.version
    if number is None:
        return report.text("cover-unpublished")
    return report.text("cover-numbered", version=str(number))


def footer(report: Report) -> str:
    """Return the line at the foot of every page."""
    key = "cover-footer-demo" if report.source.edition.is_demo_clock else "cover-footer"
    return report.text(key, publisher=report.text("cover-organisation"), version=version(report))


def classification(report: Report) -> str:
    """Say who may read it."""
    return report.text("cover-internal" if report.audience is Audience.INTERNAL else "cover-public")


def cover(report: Report) -> Cover:
    """Return the cover."""
    edition = report.source.edition
    facts = [
        *(("period", report.days["month"]), ("data-day", report.days["day"])),
        ("recorded", report.locale.moment(edition.as_of)),
        *(("version", version(report)), ("issued", report.text("cover-issued-value"))),
        ("publisher", report.text("cover-publisher-value")),
        ("approver", report.text("cover-approver-value")),
        ("contact", report.text("cover-contact-value")),
        ("code", edition.code_version),
    ]
    if edition.supersedes_version is not None:
        replaced = report.text("cover-numbered", version=str(edition.supersedes_version))
        facts.append(("supersedes", replaced))
    if edition.reason:
        facts.append(("reason", edition.reason))
    remarks = [report.text("cover-demo")] if edition.is_demo_clock else []
    if (
        report.scope.kind is Kind.NATION
    ):  # elsewhere they stand with the sources, and take no room from the brief
        remarks += [report.text("cover-notice", notice=notice) for notice in report.notices()]
    return Cover(
        organisation=report.text("cover-organisation"),
        title=report.text("cover-title"),
        period=_period(report),
        is_short=report.scope.kind is not Kind.NATION,
        classification=classification(report),
        facts=tuple((report.text(f"cover-{name}"), text) for name, text in facts),
        remarks=tuple(remarks),
    )


def _period(report: Report) -> str:
    """Name the month, and the area where the report is of one."""
    if report.scope.kind is Kind.NATION:
        return report.days["month"]
    return report.text("cover-part", area=report.name)

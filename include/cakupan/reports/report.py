"""One report: of what, for which area, for whom and in which language; pages ask it and guess nothing."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from cakupan.indonesian import last_day
from cakupan.reports import catalogue, texts
from cakupan.reports.areas import level, within
from cakupan.reports.document import Figure, Inline
from cakupan.reports.locales import Locale
from cakupan.reports.printed import Book
from cakupan.reports.source import NATION, FigureRow, ReportSource
from cakupan.reports.texts import Slot
from cakupan.settings import JAKARTA


class Kind(StrEnum):
    """What kind of reader a report is made for."""

    NATION = "nation"
    PROVINCE = "province"
    REGENCY = "regency"
    OFFICE = "office"
    ASSOCIATION = "association"
    VILLAGE = "village"


class Audience(StrEnum):
    """Whether a report may name who is late and count the few."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The area, office or association that a report is about, by its code."""

    kind: Kind
    code: str

    @property
    def listed(self) -> str:
        """The level of the areas that its pages list one by one."""
        return {Kind.REGENCY: "district", Kind.VILLAGE: "village"}.get(self.kind, "regency")

    def holds(self, area_code: str) -> bool:
        """Say whether an area lies in it, or is it."""
        return within(area_code, self.code)


COUNTRY = Scope(kind=Kind.NATION, code=NATION)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The frozen figures and lists of one edition, told of one scope to one audience in one language."""

    source: ReportSource
    scope: Scope
    audience: Audience
    locale: Locale

    @cached_property
    def book(self) -> Book:
        """What is printed for each figure."""
        return Book(self.source, self.locale)

    @cached_property
    def days(self) -> dict[str, str]:
        """The month, its last day and the day until when data is recorded, which every text may name."""
        edition = self.source.edition
        return {
            "month": self.locale.month(edition.period),
            "day": self.locale.day(last_day(edition.period)),
            "recorded": self.locale.day(edition.as_of.astimezone(JAKARTA).date()),
        }

    def say(self, key: str, /, **slots: Slot) -> Inline:
        """Return a sentence of the catalogue; slots take figures, names and other sentences.

        Raises:
            SetupError: the catalogue has no such text, or the text has a slot that nothing was given for.
        """
        spoken = {name: self._spoken(slot) for name, slot in slots.items()}
        return texts.said(self.locale, key, self.book.whole, **self.days, **spoken)

    def text(self, key: str, /, **slots: str | int) -> str:
        """Return a text of the catalogue that holds no figure, such as a heading.

        Raises:
            SetupError: the catalogue has no such text, or the text has a slot that nothing was given for.
        """
        if slots:
            return texts.plain(self.locale, key, **self.days, **slots)
        if key not in self._known:
            self._known[key] = texts.plain(self.locale, key, **self.days)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[str, str]:
        """The texts without slots that were asked for; tables of corrections ask for some in every row."""
        return {}

    def word(self, family: str, code: object) -> str:
        """Name a code by the text of its family; the code itself where the catalogue has none."""
        key = f"{family}-{code}"
        return self.text(key) if texts.has(self.locale, key) else str(code)

    def unit(self, code: str, figure: Figure) -> str:
        """Name the unit beside a large number, of one in its own form; nothing where it has a sign."""
        if catalogue.sign(code):
            return ""
        named = catalogue.unit(code, self.locale)
        key = f"one-{code}"
        is_one = self.book.whole(figure) == 1 and texts.has(self.locale, key)
        return self.text(key) if is_one else named

    def notices(self) -> list[str]:
        """Return what the quality gate says of the edition, with the rows where it counts them."""
        said = []
        for one in self.source.edition.warnings:
            notice = self.text(f"notice-{one.code}")
            if one.failing is not None:
                notice = self.text("notice-counted", notice=notice, failing=one.failing, rows=one.rows)
            said.append(notice)
        return said

    def slice(self, row: FigureRow) -> str:
        """Name the slice of a figure."""
        return catalogue.slice_name(row.slicing, row.slice_code, row.slice_name, self.locale)

    def _spoken(self, slot: Slot) -> Slot:
        """Return a figure as running text says it: amounts of rupiah in words."""
        return self.book.spoken(slot) if isinstance(slot, Figure) else slot

    def select(self, indicator: str, slicing: str = "total", area: str | None = None) -> list[FigureRow]:
        """Return the figures of one indicator and slicing within the scope, of all areas or of one."""
        return [
            row for row in self.source.select(indicator, slicing, area) if self.scope.holds(row.area_code)
        ]

    @cached_property
    def name(self) -> str:
        """What the scope is called; its code where no figure names it."""
        named = (row.area_name for row in self.source.rows.values() if row.area_code == self.scope.code)
        return next(named, self.scope.code)

    def own(self, indicator: str, slicing: str = "total") -> list[FigureRow]:
        """Return the figures of the scope itself."""
        return self.source.select(indicator, slicing, self.scope.code)

    def total(self, indicator: str, area: str | None = None) -> FigureRow | None:
        """Return the total of one indicator in the scope, or in an area of it."""
        return self.source.total(indicator, area or self.scope.code)

    def parts(self, indicator: str, slicing: str = "total") -> list[FigureRow]:
        """Return the figures of the areas that are listed one by one."""
        return [row for row in self.select(indicator, slicing) if level(row.area_code) == self.scope.listed]

    def rated(self) -> list[FigureRow]:
        """Return the year-to-date coverage of every area of the scope that has a rate, offices left out."""
        return [row for row in self.select("ucj_ytd") if row.value and level(row.area_code) != "office"]

    def listed_rates(self) -> list[FigureRow]:
        """Return those of the areas that are listed one by one."""
        return [row for row in self.rated() if level(row.area_code) == self.scope.listed]

    def records(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of one list of the edition.

        Raises:
            EditionIncomplete: the edition has no such list.
        """
        return self.source.records(name)

"""What the rules look at: a portion's fields as values, and what was derived from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import columns, days, lost, names, nik, numbers, origins, places, values
from cakupan.intake.judging.fields.columns import Hashes, Mask
from cakupan.intake.judging.fields.days import Days
from cakupan.intake.judging.fields.nik import Niks
from cakupan.intake.judging.fields.numbers import Styles
from cakupan.intake.judging.fields.places import Places
from cakupan.intake.judging.fields.texts import Texts
from cakupan.intake.rows.portion import Portion

SEX_LETTERS = pa.array([None, "L", "P"])
CARD_NUMBERS = ("no_kk", "nip", "kpj")
PHONES = ("no_hp",)
IDENTIFIERS = (*CARD_NUMBERS, *PHONES, "npp", "nisn_nim", "no_kontrak", "no_proyek")
NUMBERS = ("count", "amount")
NEIGHBOURHOODS = ("rt", "rw")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One portion, normalised. Days are numbers since 1970, states and sexes small numbers, texts Arrow.

    `birth` and `sex` are what the sheet states and, where it states nothing, what the NIK says.
    """

    texts: Texts
    niks: Niks
    is_nik_lost: Mask
    is_combined: Mask
    dates: Mapping[str, Days]
    states: Mapping[str, npt.NDArray[np.int8]]
    stated_sex: npt.NDArray[np.int8]
    birth: Days
    sex: npt.NDArray[np.int8]
    name_keys: Mapping[str, Hashes]
    styles: Mapping[str, Styles]

    @cached_property
    def places(self) -> Places:
        """Where each row belongs."""
        return places.resolve(self.texts)

    @cached_property
    def category(self) -> pa.StringArray:
        """The group of occupations each row belongs to."""
        return origins.category(self.texts)

    @cached_property
    def funding(self) -> pa.StringArray:
        """Who pays for each row."""
        return origins.funding(self.texts)

    @property
    def portion(self) -> Portion:
        """The rows all this was made of."""
        return self.texts.portion

    @property
    def contract(self) -> RosterContract:
        """The contract it was made by."""
        return self.texts.contract

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.portion.size

    @property
    def stated_birth(self) -> Days:
        """The birth date the sheet states."""
        stated = self.dates.get("tanggal_lahir")
        return np.full(self.size, days.NO_DAY) if stated is None else stated

    def per_file(self, facts: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return for each row the fact of its file."""
        per_row: npt.NDArray[Any] = facts[self.portion.file_no]
        return per_row

    def is_stated(self, name: str) -> Mask:
        """Return where the sheet gives a field a value: filled, and to be read."""
        if name in self.dates:
            return self.dates[name] != days.NO_DAY
        if roster.readings()[name] == "text" and name not in CARD_NUMBERS:
            coded = self.texts.known(name)
            return coded.indices >= 0 if coded else ~columns.missing(self.text(name))
        return ~columns.missing(self.value(name))

    def is_unread(self, name: str) -> Mask:
        """Return where the sheet gives a field something that cannot be read as what it should be."""
        if name in self.states:
            return self.states[name] != 0
        if roster.readings()[name] in NUMBERS:
            return columns.missing(self.value(name)) & (self.texts.coded(name).indices >= 0)
        if name == "jenis_kelamin":
            return (self.stated_sex == values.NO_SEX) & (self.texts.coded(name).indices >= 0)
        return self.is_lost(name)

    def is_from_nik(self, name: str) -> Mask:
        """Return where a birth date or sex is what the NIK says, for the sheet states none."""
        if name == "tanggal_lahir":
            return (self.stated_birth == days.NO_DAY) & (self.birth != days.NO_DAY)
        return (self.stated_sex == values.NO_SEX) & (self.sex != values.NO_SEX)

    def is_lost(self, name: str) -> Mask:
        """Return where an identifier is known to have lost digits."""
        if name == "nik":
            return self.is_nik_lost
        if name not in IDENTIFIERS:
            return np.zeros(self.size, bool)
        return lost.identifiers(self.texts.column(name))

    def text(self, name: str) -> pa.StringArray:
        """Return a field as a text: numbers of cards and telephones without signs."""
        if name == "nik":
            return self.niks.text
        return _identifier(name, self.texts)

    def value(self, name: str) -> pa.Array:
        """Return a field as it is stored: a text, a day, a whole number or an exact amount."""
        if name == "tanggal_lahir":
            return days.column(self.birth)
        if name in self.dates:
            return days.column(self.dates[name])
        if name == "jenis_kelamin":
            return SEX_LETTERS.take(pa.array(self.sex))
        reading = roster.readings()[name]
        if reading == "count":
            return numbers.counts(self.texts.coded(name), self.styles[name])
        if reading == "amount":
            return numbers.amounts(self.texts.coded(name), self.styles[name])
        return self.text(name)


def _identifier(name: str, texts: Texts) -> pa.StringArray:
    text = texts.column(name)
    if name in IDENTIFIERS:
        text = columns.without(text, lost.identifiers(text))
    if name == "gelar":
        return pc.coalesce(text, names.titles(texts.column("nama")))
    if text.null_count == len(text):
        return text
    if name in CARD_NUMBERS:
        bare = pc.replace_substring_regex(text, nik.DECIMALS, r"\1")
        return _filled(pc.replace_substring_regex(bare, r"[^0-9A-Za-z_]", ""))
    if name == "npp":
        return _filled(pc.replace_substring_regex(pc.utf8_upper(text), r"[^A-Z0-9]", ""))
    if name in PHONES:
        return _phone(text)
    if name in NEIGHBOURHOODS:
        return pc.if_else(pc.match_substring_regex(text, r"^\d{1,2}$"), pc.utf8_lpad(text, 3, "0"), text)
    return text


def _phone(text: pa.StringArray) -> pa.StringArray:
    """A number's leading 0 is lost in a spreadsheet: 812… was 0812…; +62 and 62 stay as they are."""
    bare = pc.replace_substring_regex(pc.replace_substring_regex(text, r"[.,]0$", ""), r"[\s.\-()']", "")
    short = pc.match_substring_regex(bare, r"^8\d{8,11}$")
    return _filled(pc.if_else(short, pc.binary_join_element_wise("0", bare, ""), bare))


def _filled(text: pa.StringArray) -> pa.StringArray:
    return columns.without(text, columns.flags(pc.equal(text, "")))

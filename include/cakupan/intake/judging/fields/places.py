"""Places named in rows become area codes, looked up inside the partner's own area only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cakupan.intake.judging.fields import gazetteer
from cakupan.intake.judging.fields.columns import Coded, Mask
from cakupan.intake.judging.fields.gazetteer import RowArea
from cakupan.intake.judging.fields.texts import Texts

STATES = ("", "unknown", "ambiguous", "outside")
FIELDS = ("", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_desa")
NAMED = ("kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_desa")
INHERITED = ("place_kecamatan", "place_desa", "place_sheet")
ROOM = 2**62


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where each row belongs, whether that is only assumed, and which field was wrong in what way."""

    area_code: pa.StringArray
    is_assumed: Mask
    state: npt.NDArray[np.int8]
    field: npt.NDArray[np.int8]

    def is_in_state(self, state: str, field: str) -> Mask:
        """Return the rows whose field is in this state."""
        is_in_state: Mask = (self.state == STATES.index(state)) & (self.field == FIELDS.index(field))
        return is_in_state


def resolve(texts: Texts) -> Places:
    """Look up each distinct combination of what rows name and inherit once: a few hundred, mostly."""
    codeds = [*map(texts.coded, NAMED), *map(texts.context, INHERITED)]
    indices, samples = _combinations(texts, codeds)
    own_areas = [each.partner_area_code or "" for each in texts.portion.terms]
    file_nos = texts.portion.file_no[samples].tolist()
    columns = [_texts_at(coded, samples) for coded in codeds]
    places = [
        gazetteer.place(own_areas[file_no], *named)
        for file_no, named in zip(file_nos, zip(*columns, strict=True), strict=True)
    ]
    return _spread(places, indices)


def _combinations(
    texts: Texts, codeds: Sequence[Coded]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Which combination each row has, and one row of each."""
    key, room = texts.portion.file_no.astype(np.int64), len(texts.portion.terms)
    for coded in codeds:
        if not coded.distinct:
            continue
        if room * (len(coded.distinct) + 1) > ROOM:
            key, room = _encoded(key).astype(np.int64), texts.portion.size
        key = key * (len(coded.distinct) + 1) + coded.places
        room *= len(coded.distinct) + 1
    indices = _encoded(key)
    samples = np.empty(int(indices.max(initial=-1)) + 1, np.int64)
    samples[indices[::-1]] = np.arange(len(indices), dtype=np.int64)[::-1]
    return indices, samples


def _encoded(key: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    combinations: npt.NDArray[np.int32] = pa.array(key).dictionary_encode().indices.to_numpy()
    return combinations


def _texts_at(coded: Coded, rows: npt.NDArray[np.int64]) -> list[str]:
    texts = [*coded.distinct, ""]
    return [texts[place] for place in coded.places[rows].tolist()]


def _spread(row_areas: Sequence[RowArea], indices: npt.NDArray[np.int32]) -> Places:
    return Places(
        area_code=pa.array([place.area_code for place in row_areas], pa.string()).take(pa.array(indices)),
        is_assumed=np.array([place.is_area_assumed for place in row_areas], bool)[indices],
        state=np.array([STATES.index(place.area_state) for place in row_areas], np.int8)[indices],
        field=np.array([FIELDS.index(place.area_field) for place in row_areas], np.int8)[indices],
    )


def forget() -> None:
    """Drop what was read from the shipped areas, for tests that bring their own."""
    gazetteer.forget()

"""What of a judged row goes into the warehouse: the fields its contract keeps, and nothing else."""

import json
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields import names
from cakupan.intake.judging.fields.columns import Coded
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.judging.slices import VERDICTS, Judged

TYPED = (
    "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "npp", "nama_perusahaan",
    "pekerja_aktif", "pekerja_terdaftar", "target_peserta", "nama_proyek", "no_proyek", "nilai_kontrak",
    "jumlah_pekerja_proyek", "tempat_magang", "asal_lembaga",
)  # fmt: skip
FROM_NIK = {"tanggal_lahir": "is_birth_from_nik", "jenis_kelamin": "is_sex_from_nik"}
BRACES = ("{", "}")
NO_ATTRIBUTES = "{}"


def rows(judged: Judged) -> pa.Table:
    """Return judged rows as stored: only what the contract keeps, in its columns or as attributes."""
    frame = judged.frame
    contract = frame.contract
    stored = _derived(judged)
    for name in contract.keeps:
        if name in TYPED:
            stored[name] = frame.value(name)
        if name in FROM_NIK:
            stored[FROM_NIK[name]] = pa.array(frame.is_from_nik(name))
    for name, field in (("starts_on", contract.starts_on), ("ends_on", contract.ends_on)):
        if field:
            stored[name] = frame.value(field)
    stored["attributes"] = attributes(frame, contract)
    return pa.table(stored)


def values(judged: Judged) -> pa.Table:
    """Return every field of the contract with what was derived, for whoever looks at single rows."""
    columns = _derived(judged)
    columns |= {name: judged.frame.value(name) for name in judged.frame.contract.fields}
    columns["name_key"] = names.person_keys(judged.frame.texts.column("nama"))
    return pa.table({name: _shown(column) for name, column in columns.items()})


def _shown(column: pa.Array) -> pa.Array:
    """A data frame has days as timestamps only."""
    return column.cast(pa.timestamp("s")) if pa.types.is_date32(column.type) else column


def _derived(judged: Judged) -> dict[str, pa.Array]:
    frame = judged.frame
    sheet_no, row_number = frame.texts.numbers
    return {
        "submission_no": pa.array(frame.portion.submission_nos),
        "sheet_no": sheet_no,
        "row_number": row_number,
        "verdict": pa.array(VERDICTS).take(pa.array(judged.verdict)),
        "area_code": frame.places.area_code,
        "is_area_assumed": pa.array(frame.places.is_assumed),
        "category_code": frame.category,
        "funding_code": frame.funding,
    }


def attributes(frame: Frame, contract: RosterContract) -> pa.StringArray:
    """Return as JSON what is kept and has no column of its own, as json.dumps would write it."""
    named = {contract.starts_on, contract.ends_on, *TYPED}
    parts = [_members(frame, name) for name in contract.keeps if name not in named]
    parts = [part for part in parts if part.null_count < len(part)]
    if not parts:
        return pa.repeat(NO_ATTRIBUTES, frame.size)
    is_bare = reduce(pc.and_, map(pc.is_null, parts))
    parts[0] = pc.if_else(is_bare, "", parts[0])  # joining drops a row of nothing else (pyarrow 26)
    members = pc.binary_join_element_wise(*parts, ", ", null_handling="skip")
    return pc.binary_join_element_wise(BRACES[0], members, BRACES[1], "")


def _members(frame: Frame, name: str) -> pa.StringArray:
    """`"name": value` for each row that has one; each distinct value is written once."""
    coded = frame.texts.known(name)
    if coded is None or roster.readings()[name] != "text":
        coded = _coded(frame.value(name))
    key = json.dumps(name)
    return coded.texts([f"{key}: {as_json(value)}" for value in coded.distinct])


def _coded(column: pa.Array) -> Coded:
    return Coded.of(column.cast(pa.string()) if pa.types.is_date32(column.type) else column)


def as_json(value: str | int | Decimal) -> str:
    """Return a text, or a number as exact as it was read: a double would alter it."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return json.dumps(value, ensure_ascii=False)

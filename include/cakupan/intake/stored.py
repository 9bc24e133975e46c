"""What of a judged row goes into the warehouse: the fields its contract keeps, and nothing else."""

import json

import pandas as pd

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract

TYPED = (
    "nik", "kpj", "nama", "tanggal_lahir", "jenis_kelamin", "npp", "nama_perusahaan",
    "pekerja_aktif", "pekerja_terdaftar", "target_peserta", "nama_proyek", "no_proyek", "nilai_kontrak",
    "jumlah_pekerja_proyek", "tempat_magang", "asal_lembaga",
)  # fmt: skip
DERIVED = ("area_code", "is_area_assumed", "category_code", "funding_code", "verdict")
KEYS = ("submission_no", "sheet_no", "row_number")


def rows(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return judged rows as stored: only what the contract keeps, in its columns or as attributes."""
    contract = roster.contract(kind)
    stored = frame[[*KEYS, *DERIVED, *(name for name in contract.keeps if name in TYPED)]].copy()
    for name in contract.keeps:
        if roster.readings()[name] == "count" and name in TYPED:
            stored[name] = stored[name].astype("Int64")
        elif roster.readings()[name] == "amount" and name in TYPED:
            stored[name] = stored[name].astype("str")  # as written: a double would alter it
    for name, field in (("starts_on", contract.starts_on), ("ends_on", contract.ends_on)):
        if field:
            stored[name] = frame[field]
    for name in stored.columns[stored.dtypes.map(pd.api.types.is_datetime64_any_dtype)]:
        stored[name] = stored[name].dt.strftime("%Y-%m-%d").astype("str")
    return stored.assign(attributes=_attributes(frame, contract))


def _attributes(frame: pd.DataFrame, contract: RosterContract) -> list[str]:
    named = {contract.starts_on, contract.ends_on, *TYPED}
    names = [name for name in contract.keeps if name not in named]
    columns = []
    for name in names:
        values = frame[name]
        if roster.readings()[name] == "date":
            values = values.dt.strftime("%Y-%m-%d")
        columns.append(values.astype("object").where(values.notna(), None))
    records = zip(*columns, strict=True) if columns else iter([()] * len(frame))  # JSON is made row by row
    return [
        json.dumps(
            {name: value for name, value in zip(names, row, strict=True) if value is not None},
            ensure_ascii=False,
            default=float,
        )
        for row in records
    ]

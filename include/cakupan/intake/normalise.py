"""Cells as written become values: a text, date, number or code per field; what cannot be read is marked."""

import pandas as pd

from cakupan.contracts import roster
from cakupan.contracts.roster import RosterContract
from cakupan.intake import dates, nik, places, values

MISSING = (
    "", "-", "--", "---", ".", "..", "nihil", "kosong", "tidak ada", "belum ada", "n/a", "na", "#n/a",
    "#ref!", "#value!",
    "#name?", "#div/0!", "xxx", "null", "none", "0000000000000000",
)  # fmt: skip


def normalise(frame: pd.DataFrame, contract: RosterContract) -> pd.DataFrame:
    """Return the frame with normalised fields; every row stays.

    Each row carries submission_no, sheet_no, reference_date, partner_area_code and funding_default.
    """
    result = frame.copy()
    readings = roster.readings()
    for name in contract.fields:
        result[name] = _text(frame[name], is_zero_missing=readings[name] == "text")
    result = pd.concat([result, _identifiers(result, contract)], axis=1)
    result = _dates(result, contract)
    for name in contract.fields:
        if readings[name] == "count":
            result[name] = values.counts(result[name])
        elif readings[name] == "amount":
            result[name] = values.amounts(result[name])
    result = _people(result, contract)
    result["place_sheet"] = frame["place_sheet"]
    return pd.concat([result, places.resolve(result)], axis=1).assign(
        category_code=_category(result, contract), funding_code=_funding(result)
    )


def text_of(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return a field of the frame, all empty where the contract has no such field."""
    return frame[name] if name in frame else pd.Series(pd.NA, index=frame.index, dtype="str")


def _text(cells: pd.Series, *, is_zero_missing: bool) -> pd.Series:
    texts = cells.astype("str").str.replace(r"\s+", " ", regex=True).str.strip()
    missing = (*MISSING, "0") if is_zero_missing else MISSING
    return texts.mask(texts.str.lower().isin(missing))


def _identifiers(frame: pd.DataFrame, contract: RosterContract) -> pd.DataFrame:
    parts = nik.parts(nik.clean(text_of(frame, "nik")), frame["reference_date"])
    frame["nik"] = nik.clean(text_of(frame, "nik"))
    for name in {"no_kk", "nip", "kpj"} & set(contract.fields):
        frame[name] = nik.clean(frame[name]).str.replace(r"\W", "", regex=True)
    if "npp" in contract.fields:
        frame["npp"] = frame["npp"].str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
    return parts


def _dates(frame: pd.DataFrame, contract: RosterContract) -> pd.DataFrame:
    readings = roster.readings()
    frame["birth_field"] = "tanggal_lahir"
    if "tempat_tanggal_lahir" in contract.fields and "tanggal_lahir" in contract.fields:
        combined = frame["tempat_tanggal_lahir"].str.extract(r"(\d.*)$")[0].astype("str")
        is_combined = frame["tanggal_lahir"].isna() & combined.notna()
        frame["birth_field"] = frame["birth_field"].mask(is_combined, "tempat_tanggal_lahir")
        frame["tanggal_lahir"] = frame["tanggal_lahir"].fillna(combined)
    for name in contract.fields:
        if readings[name] == "date":
            is_birth = name == "tanggal_lahir"
            frame[name], frame[f"{name}_state"] = dates.parse(frame[name], frame, is_birth=is_birth)
    return frame


def _people(frame: pd.DataFrame, contract: RosterContract) -> pd.DataFrame:
    """Add keys to compare by, what the sheet states and, where it states nothing, what the NIK says."""
    frame["name_key"] = values.person_keys(text_of(frame, "nama"))
    frame["company_key"] = values.company_keys(text_of(frame, "nama_perusahaan"))
    frame["project_key"] = values.company_keys(text_of(frame, "nama_proyek"))
    if contract.counts != "persons":
        return frame
    frame["stated_birth_date"] = frame["tanggal_lahir"]
    frame["stated_sex"] = values.sexes(frame["jenis_kelamin"], frame["submission_no"], frame["nik_sex"])
    has_date = frame["nik_birth_date"].notna()
    frame["tanggal_lahir"] = frame["tanggal_lahir"].fillna(frame["nik_birth_date"].astype("datetime64[s]"))
    frame["jenis_kelamin"] = frame["stated_sex"].fillna(frame["nik_sex"].where(has_date))
    return frame


def _category(frame: pd.DataFrame, contract: RosterContract) -> pd.Series:
    category = pd.Series(pd.NA, index=frame.index, dtype="str")
    for name in contract.category_from:
        category = category.fillna(values.codes(frame[name], "occupations"))
    return category.fillna(contract.category_otherwise) if contract.category_otherwise else category


def _funding(frame: pd.DataFrame) -> pd.Series:
    """What the row says, "APBD" alone being the partner's own budget; else what the obligation says."""
    funding = values.codes(text_of(frame, "sumber_dana"), "fundings")
    is_province = frame["partner_area_code"].str.fullmatch(r"\d\d").fillna(False).astype(bool)
    own = is_province.map({True: "APBD_PROV", False: "APBD_KAB"}).astype("str")
    return funding.where(funding != "LOCAL", own).fillna(frame["funding_default"])

"""The agency's own tree: head office, regional offices, branches. Names as public, the codes are ours."""

import pandas as pd

from cakupan.demo import places

OFFICES = (
    ("PUSAT", None, "Kantor Pusat", "head"),
    ("KW-JATENG-DIY", "PUSAT", "Kantor Wilayah Jawa Tengah dan DIY", "regional"),
    ("KW-JATIM", "PUSAT", "Kantor Wilayah Jawa Timur", "regional"),
    ("KW-SUMBAGSEL", "PUSAT", "Kantor Wilayah Sumatera Bagian Selatan", "regional"),
    ("KW-KALIMANTAN", "PUSAT", "Kantor Wilayah Kalimantan", "regional"),
    ("KC-TEGAL", "KW-JATENG-DIY", "Kantor Cabang Tegal", "branch"),
    ("KC-SEMARANG", "KW-JATENG-DIY", "Kantor Cabang Semarang", "branch"),
    ("KC-NGAWI", "KW-JATIM", "Kantor Cabang Ngawi", "branch"),
    ("KC-JAMBI", "KW-SUMBAGSEL", "Kantor Cabang Jambi", "branch"),
    ("KC-SAMARINDA", "KW-KALIMANTAN", "Kantor Cabang Samarinda", "branch"),
    ("KC-BALIKPAPAN", "KW-KALIMANTAN", "Kantor Cabang Balikpapan", "branch"),
    ("KC-BERAU", "KW-KALIMANTAN", "Kantor Cabang Berau", "branch"),
    ("KC-BONTANG", "KW-KALIMANTAN", "Kantor Cabang Bontang", "branch"),
)


def table() -> pd.DataFrame:
    """Return the office table; the contacts lead nowhere."""
    columns = ["office_code", "parent_code", "office_name", "level"]
    offices = pd.DataFrame(list(OFFICES), columns=columns)
    return offices.assign(
        contact=offices["office_code"].str.lower() + "@kantor.example",
        serves=offices["office_code"].map(_serves),
    )


def _serves(office_code: str) -> str | None:
    """Return the kabupaten and kota of a branch, where it has any; an office above states none."""
    return "+".join(sorted(area for area, of in places.OFFICE_OF.items() if of == office_code)) or None

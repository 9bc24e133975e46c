"""Frozen tables as files that people open."""

import pyarrow as pa
from cakupan.editions import tables


def test_a_csv_holds_no_text_that_a_spreadsheet_takes_for_a_formula():
    table = pa.table(
        {
            "figure_id": ["=1+1", "+62", "-x", "@a", "a=b", None],
            "value": ["-3", "-0.50", "12", "--1", "1e-5", ""],
            "codes": [["=1", "2"], ["2"], [], ["-"], [], None],
            "count": [-3, 0, 1, 2, 3, None],
        }
    )

    lines = tables.csv_bytes(table).decode().splitlines()

    assert lines == [
        "figure_id,value,codes,count",
        "'=1+1,-3,'=1 2,-3",
        "'+62,-0.50,2,0",
        "'-x,12,,1",
        "'@a,'--1,'-,2",
        "a=b,1e-5,,3",
        ",,,",
    ]

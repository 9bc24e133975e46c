"""A file either is what its contract says, or is refused by table, column and record."""

import datetime

import pyarrow as pa
import pytest
from cakupan.errors import ExtractRefused
from cakupan.register import check
from cakupan.register.contract import contracts
from case_tables import each_case
from extract_builders import MEMBERSHIP, members

CONTRACT = contracts()["membership"]


def as_read(rows: list[dict[str, str]], **added: list[str | None]) -> pa.Table:
    """Return the rows as the reader hands them over: text or null, numbered from 2."""
    columns: dict[str, pa.Array] = {
        name: pa.array([row.get(name) for row in rows], pa.string()) for name in CONTRACT.column_names
    }
    columns.update({name: pa.array(values, pa.string()) for name, values in added.items()})
    columns["row_number"] = pa.array(range(2, 2 + len(rows)), pa.int64())
    return pa.table(columns)


def test_a_good_file_comes_back_whole_with_dates_as_dates():
    rows = as_read(members("M1", "M2"))

    checked = check.check(CONTRACT, rows, is_delta=False)

    assert checked.column_names == [*CONTRACT.column_names, "row_number"]
    assert checked.num_rows == 2
    assert checked["active_from"].to_pylist() == [datetime.date(2024, 1, 1)] * 2


@each_case(
    ("column", "cell", "expected"),
    [
        ("membership_id", None, "a value: the column is required"),
        ("segment_code", "bpu", "one of .*PU"),
        ("programme_codes", "JKK,JKM", "one or more of JKK, JKM.*joined by"),
        ("programme_codes", "JKK+JKK", "one or more of JKK, JKM"),
        ("category_code", "3328990101800001", "one of the list categories"),
        ("active_from", "2024-02-30", "a day the calendar has"),
        ("active_from", "31-12-2024", "a date as YYYY-MM-DD"),
        ("tanggal_lahir", "0980-01-01", "a date as YYYY-MM-DD, from 1900"),
        ("work_area_code", "3328", "an area code such as"),
        ("nama", "A\x00", "text without NUL"),
    ],
)
def test_a_bad_cell_is_refused_by_table_column_and_record_but_not_repeated(
    column: str, cell: str | None, expected: str
):
    rows = as_read([*members("M1"), {**MEMBERSHIP, "membership_id": "M2", column: cell}])

    with pytest.raises(
        ExtractRefused, match=f"membership, column {column}, record 3: expected {expected}"
    ) as refused:
        check.check(CONTRACT, rows, is_delta=False)

    assert cell is None or cell not in str(refused.value)
    assert refused.value.__context__ is None


def test_the_message_counts_all_bad_records_and_names_the_first():
    rows = as_read([*members("M1", active_to="soon"), *members("M2"), *members("M3", active_to="later")])

    with pytest.raises(ExtractRefused, match=r"record 2: .* 2 records of this file in all"):
        check.check(CONTRACT, rows, is_delta=False)


def test_a_missing_column_is_named():
    rows = as_read(members("M1")).drop_columns("paid_through")

    with pytest.raises(
        ExtractRefused, match="membership: column paid_through is missing; expected membership_id, nik"
    ):
        check.check(CONTRACT, rows, is_delta=False)


def test_a_column_that_no_contract_has_is_refused():
    rows = as_read(members("M1"), agama=["Islam"])

    with pytest.raises(ExtractRefused, match="column 'agama' is not in the contract"):
        check.check(CONTRACT, rows, is_delta=False)


def test_only_a_delta_may_delete():
    rows = as_read(members("M1"), is_deleted=["true"])

    with pytest.raises(ExtractRefused, match="column 'is_deleted' is not in the contract"):
        check.check(CONTRACT, rows, is_delta=False)
    assert check.check(CONTRACT, rows, is_delta=True)["is_deleted"].to_pylist() == [True]


def test_a_deleted_row_needs_nothing_but_its_key():
    rows = as_read([{"membership_id": "M1"}, *members("M2")], is_deleted=["True", None])

    checked = check.check(CONTRACT, rows, is_delta=True)

    assert checked["is_deleted"].to_pylist() == [True, False]
    with pytest.raises(ExtractRefused, match="column membership_id, record 2"):
        check.check(CONTRACT, as_read([{}], is_deleted=["true"]), is_delta=True)


def test_a_delta_without_the_column_deletes_nothing():
    checked = check.check(CONTRACT, as_read(members("M1", "M2")), is_delta=True)

    assert checked["is_deleted"].to_pylist() == [False, False]


@each_case(
    ("kind", "good", "bad"),
    [
        ("integer", ["0", "007", "12"], ["-1", "1.0", "1.234.567", "1e3", ""]),
        ("rupiah", ["16800", "-5", "16800.00"], ["16.800,00", "16800.5", "Rp1"]),
        ("decimal", ["54.75", "100", "-3.1234", "2.500000"], ["54,75", ".5", "1.23456"]),
        ("share", ["0", "0.2", "1", "1.0"], ["1.1", "20", "-0.1"]),
        ("day", ["1", "31"], ["0", "32", "05"]),
        ("month", ["2024-10"], ["2024-13", "10-2024", "2024-10-01"]),
        (
            "area",
            ["ID", "33", "33.28", "33.28.01", "33.28.01.2001"],
            ["3328", "33.28.1", "IDN", "33.28.01.201"],
        ),
        ("boolean", ["true", "False"], ["1", "ya"]),
        (
            "folder",
            ["pemda-15.06", "desa-33.28.01.2001", "d2", "a" * 80],
            ["..", "../x", "a/b", "Pemda", "-x", "x.", "a b", "a\n", "a" * 81, "é1"],
        ),
    ],
)
def test_each_type_takes_what_it_says_and_no_more(kind: str, good: list[str], bad: list[str]):
    cells = pa.chunked_array([[*good, *bad]])

    refused = check._mismatch(cells, check.PATTERNS[kind]).to_pylist()

    assert refused == [False] * len(good) + [True] * len(bad)

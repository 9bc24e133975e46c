"""Whatever partners put into a workbook, the warehouse accounts for every used row of every sheet.

A refused file has no sheets and no rows: none of it was judged.
"""

import itertools
from typing import Any

import pytest
from builders import SheetSpec, nik, workbook
from cakupan.intake.inbox import receive
from cakupan.intake.storing import land
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_builders import BORN, given_file, given_partner, query

pytestmark = pytest.mark.usefixtures("few_areas")
HEADER = ["No", "NIK", "Nama", "Tgl Lahir", "Desa"]
EXAMPLE = itertools.count(1)

CELL = st.one_of(
    st.none(),
    st.sampled_from(
        ["Jumlah", "NIK", "Nama", "DESA KALISAPU", "KECAMATAN SLAWI", "(1)", "-", "#N/A", "=1+1"]
    ),
    st.sampled_from([nik(BORN, serial) for serial in range(1, 6)]),
    st.integers(0, 99_999),
    st.text("ab c.,'\"", max_size=8),
)
PERSON = st.tuples(
    st.integers(1, 99),
    st.sampled_from([nik(BORN, serial) for serial in range(1, 9)]),
    st.sampled_from(["ANI", "BUDI", "CITRA", "", "Drs. BUDI"]),
    st.sampled_from(["12-08-1987", "31-02-1987", "", "08/13/1987"]),
    st.sampled_from(["Kalisapu", "Entah", ""]),
).map(list)
ROWS = st.lists(st.one_of(st.lists(CELL, max_size=6), PERSON), max_size=10)


@st.composite
def sheets(draw: st.DrawFn) -> list[list[Any]]:
    """Draw a sheet: something above, perhaps a header, people and whatever else below."""
    header = [HEADER] if draw(st.booleans()) else []
    return [*draw(st.lists(st.lists(CELL, max_size=4), max_size=3)), *header, *draw(ROWS)]


def used_rows(rows: list[list[Any]]) -> int:
    """Count rows with at least one filled cell."""
    return sum(any(cell is not None and str(cell).strip() for cell in cells) for cells in rows)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=st.lists(st.lists(sheets(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_used_row_has_one_class_and_every_received_row_one_verdict(
    warehouse: str, files: list[list[list[list[Any]]]]
) -> None:
    example = next(EXAMPLE)
    expected = {}
    for number, each in enumerate(files):
        partner = f"pemda-33.28-{example}-{number}"
        given_partner(warehouse, partner)
        specs = [SheetSpec(name=f"S{position}", rows=rows) for position, rows in enumerate(each)]
        given_file(f"{partner}/pemda_rentan/2024-10/daftar.xlsx", workbook(*specs))
        used = {(partner, position): used_rows(rows) for position, rows in enumerate(each, start=1)}
        expected |= {key: count for key, count in used.items() if count}

    for batch in receive.new_batches():
        land.replace(batch)

    names = [f"pemda-33.28-{example}-{number}" for number in range(len(files))]
    partners = [name for name in names if refusal(warehouse, name) is None]
    stored = query(
        warehouse,
        "select partner_id, sheet_no, used_rows, sheet.received, sheet.accepted, sheet.quarantined,"
        " sheet.duplicates from intake.sheet inner join intake.submission using (submission_no)"
        " where partner_id = any(%s)",
        partners,
    )
    found = {(partner, number): used for partner, number, used, *_ in stored}
    assert {key: used for key, used in found.items() if used} == {
        key: used for key, used in expected.items() if key[0] in partners
    }
    for partner in names:
        sums = [sum(row[position] for row in stored if row[0] == partner) for position in range(3, 7)]
        assert sums == of_judgement(warehouse, partner)
        assert sums == of_rows(warehouse, partner)


def of_judgement(dsn: str, partner: str) -> list[int]:
    """Return received, accepted, quarantined and duplicates as the judgement counts them."""
    return list(
        query(
            dsn,
            "select judgement.received, judgement.accepted, judgement.quarantined, judgement.duplicates"
            " from intake.judgement inner join intake.submission using (submission_no)"
            " where partner_id = %s",
            partner,
        )[0]
    )


def of_rows(dsn: str, partner: str) -> list[int]:
    """Return the same from the rows that are stored."""
    found = dict(
        query(
            dsn,
            "select verdict, count(*) from intake.roster_row inner join intake.submission"
            " using (submission_no) where partner_id = %s group by 1",
            partner,
        )
    )
    return [sum(found.values()), *(found.get(name, 0) for name in ("accepted", "quarantined", "duplicate"))]


def refusal(dsn: str, partner: str) -> str | None:
    """Return the code a file was refused with."""
    statement = (
        "select refusal_code from intake.judgement inner join intake.submission using (submission_no)"
        " where partner_id = %s"
    )
    return query(dsn, statement, partner)[0][0]

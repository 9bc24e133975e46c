"""Which month a file is about."""

from datetime import UTC, date, datetime

import pytest
from cakupan.errors import FileRefused
from cakupan.intake.rows import period
from cakupan.intake.rows.directory import Obligation
from case_tables import each_case

RECEIVED_AT = datetime(2024, 11, 4, 3, tzinfo=UTC)


def owed(frequency: str, since: date = date(2024, 1, 1)) -> Obligation:
    """Return an obligation of this frequency."""
    return Obligation(
        roster_kind="pemda_rentan",
        frequency=frequency,
        is_full=True,
        carry_forward=False,
        funding_code=None,
        agreement_id=None,
        valid_from=since,
        valid_to=None,
    )


@each_case(
    ("titles", "found"),
    [
        (["DAFTAR PEKERJA RENTAN", "BULAN OKTOBER 2024"], "2024-10"),
        (["Periode : Nopember 2023"], "2023-11"),
        (["Posisi 31 Oktober 2024"], "2024-10"),
        (["DAFTAR PEKERJA RENTAN SEPT 2024"], "2024-09"),
        (["Lampiran SK Bupati tanggal 12 Agustus 2024"], None),
        (["LAMPIRAN SK TANGGAL 12 AGUSTUS 2024", "BULAN OKTOBER 2024"], "2024-10"),
        (["PERIODE OKTOBER - DESEMBER 2024"], None),
        (["Januari s.d. Oktober 2024"], None),
        (["BULAN SEPTEMBER 2024", "BULAN OKTOBER 2024"], None),
        (["TAHUN 2024"], None),
    ],
)
def test_a_title_states_one_month_or_none(titles: list[str], found: str | None) -> None:
    assert period.in_titles(titles) == found


@each_case("text", ["10-2024", "Oktober 2024", "2024-10", "202410", "2024-10-01", "10/2024", "OKT 2024"])
def test_a_column_states_its_month_in_many_ways(text: str) -> None:
    assert period.in_column([text, "", text.lower()]) == "2024-10"


def test_a_column_with_two_months_states_none() -> None:
    assert period.in_column(["10-2024", "11-2024"]) is None


def test_the_folder_goes_before_the_title_and_the_title_before_what_is_due() -> None:
    terms = {"obligation": owed("monthly"), "received_at": RECEIVED_AT}

    found = [
        period.find(folder="2024-08", titles=["BULAN SEPTEMBER 2024"], column=["07-2024"], **terms),
        period.find(folder=None, titles=["BULAN SEPTEMBER 2024"], column=["07-2024"], **terms),
        period.find(folder=None, titles=[], column=["07-2024"], **terms),
        period.find(folder=None, titles=[], column=[], **terms),
    ]

    assert [(each.period, each.basis) for each in found] == [
        ("2024-08", "folder"),
        ("2024-09", "title"),
        ("2024-07", "column"),
        ("2024-10", "due"),
    ]


@each_case(
    ("obligation", "received_at", "month"),
    [
        (owed("monthly"), RECEIVED_AT, "2024-10"),
        (owed("monthly"), datetime(2024, 10, 31, 16, tzinfo=UTC), "2024-09"),
        (owed("monthly"), datetime(2024, 10, 31, 17, tzinfo=UTC), "2024-10"),
        (owed("quarterly"), RECEIVED_AT, "2024-09"),
        (owed("quarterly"), datetime(2024, 10, 1, tzinfo=UTC), "2024-09"),
        (owed("yearly", date(2023, 3, 1)), RECEIVED_AT, "2024-03"),
        (owed("yearly", date(2024, 3, 1)), datetime(2024, 3, 20, tzinfo=UTC), "2024-03"),
        (owed("once", date(2024, 5, 1)), RECEIVED_AT, "2024-05"),
    ],
)
def test_what_is_due_follows_the_obligation_and_the_clock_of_jakarta(
    obligation: Obligation, received_at: datetime, month: str
) -> None:
    assert period.latest_due(obligation, received_at) == month


@each_case("folder", ["2014-12", "2024-12", "2024-13", "2024-00"])
def test_a_month_before_the_first_or_not_begun_is_refused(folder: str) -> None:
    with pytest.raises(FileRefused) as refused:
        period.find(folder=folder, titles=[], column=[], obligation=owed("monthly"), received_at=RECEIVED_AT)

    assert (refused.value.code, refused.value.details) == ("PERIODE_TIDAK_WAJAR", {"period": folder})


@each_case("folder", ["2015-01", "2024-11"])
def test_the_first_month_and_the_running_one_are_taken(folder: str) -> None:
    found = period.find(
        folder=folder, titles=[], column=[], obligation=owed("monthly"), received_at=RECEIVED_AT
    )

    assert found.period == folder


def test_a_month_knows_its_days() -> None:
    found = period.Period(period="2024-02", basis="folder")

    assert (found.first_day, found.last_day) == (date(2024, 2, 1), date(2024, 2, 29))

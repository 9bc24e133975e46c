"""What intake takes from a NIK is marked, so that nobody takes it for a second witness."""

import portions
from cakupan.contracts import roster
from cakupan.intake.judging import slices as judging
from cakupan.intake.judging import stored
from cakupan.intake.rows import portion
from case_tables import each_case

NIK_OF_A_WOMAN = "3328995208870001"


def marks(**fields: str) -> tuple[object, object]:
    """Return whether the stored birth date and sex of one row are only what its NIK says."""
    table = portions.table([{"nik": NIK_OF_A_WOMAN, "nama": "SUPARNI", **fields}])
    [judged] = judging.judge(portion.of([table], [portions.terms()]), roster.contract("pemda_rentan"))
    [row] = stored.rows(judged).to_pylist()
    assert row["tanggal_lahir"] is not None
    assert row["jenis_kelamin"] == "P"
    return row["is_birth_from_nik"], row["is_sex_from_nik"]


@each_case(
    ("stated", "marked"),
    [
        ({}, (True, True)),
        ({"tanggal_lahir": "12-08-1987"}, (False, True)),
        ({"jenis_kelamin": "Perempuan"}, (True, False)),
        ({"tanggal_lahir": "entah", "jenis_kelamin": "entah"}, (True, True)),
        ({"tanggal_lahir": "13-08-1987", "jenis_kelamin": "P"}, (False, False)),
    ],
)
def test_what_a_row_does_not_state_is_marked_as_taken_from_its_nik(
    stated: dict[str, str], marked: tuple[bool, bool]
) -> None:
    assert marks(**stated) == marked


def test_without_a_nik_nothing_is_taken_from_it() -> None:
    table = portions.table([{"nama": "SUPARNI", "kpj": "12345678901"}])
    [judged] = judging.judge(portion.of([table], [portions.terms()]), roster.contract("pemda_rentan"))
    [row] = stored.rows(judged).to_pylist()

    assert (row["is_birth_from_nik"], row["is_sex_from_nik"]) == (False, False)

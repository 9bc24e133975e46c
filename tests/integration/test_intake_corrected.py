"""A receipt that comes back corrected is taken for what it answers, when it is the same partner's."""

import pytest
from builders import SheetSpec, sheet, workbook
from cakupan.intake.inbox import receive
from cakupan.intake.rows import marks
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, ingest, query

pytestmark = pytest.mark.usefixtures("few_areas")

OTHER = "pemda-33.76"
FOUND = (
    "select partner_id, roster_kind, period, kind_basis, period_basis, corrects_submission_no"
    " from intake.submission order by submission_no desc limit 1"
)
KINDS = ({}, {"kind": "csr"})


def receipt_of(submission_id: str) -> bytes:
    """Return a corrected list with the summary of a receipt before it."""
    return workbook(
        SheetSpec(name=marks.SUMMARY_SHEET, rows=[["Tanda terima"], [marks.SUBMISSION_LABEL, submission_id]]),
        SheetSpec(name="Daftar", rows=[["BULAN AGUSTUS 2024"], HEADER, ANI, BUDI]),
    )


def given_a_list_of_september(dsn: str) -> None:
    """The partner owes two kinds of list and sent one for September."""
    given_partner(dsn, PARTNER, *KINDS)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/daftar.xlsx", sheet([HEADER, ANI]))
    ingest()


def test_kind_and_month_are_those_of_the_submission_it_answers(warehouse: str) -> None:
    given_a_list_of_september(warehouse)
    given_file(f"{PARTNER}/perbaikan.xlsx", receipt_of("S000001"))

    receive.new_batches()

    assert query(warehouse, FOUND) == [(PARTNER, "pemda_rentan", "2024-09", "receipt", "receipt", 1)]


def test_the_receipt_that_was_written_comes_back_as_it_is_known(warehouse: str) -> None:
    given_partner(warehouse, PARTNER, *KINDS)
    given_file(
        f"{PARTNER}/pemda_rentan/2024-09/daftar.xlsx", sheet([HEADER, ANI, [2, "123456789012", "BUDI"]])
    )
    (answer,) = ingest()
    given_file(f"{PARTNER}/{answer.name}", answer.read_bytes())

    receive.new_batches()

    assert query(warehouse, FOUND) == [(PARTNER, "pemda_rentan", "2024-09", "receipt", "receipt", 1)]


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        ("2024-10", (PARTNER, "pemda_rentan", "2024-10", "receipt", "folder", None)),
        ("csr", (PARTNER, "csr", "2024-08", "folder", "title", None)),
        ("csr/2024-10", (PARTNER, "csr", "2024-10", "folder", "folder", None)),
    ],
)
def test_a_folder_that_says_otherwise_wins(
    warehouse: str, folders: str, expected: tuple[object, ...]
) -> None:
    given_a_list_of_september(warehouse)
    given_file(f"{PARTNER}/{folders}/perbaikan.xlsx", receipt_of("S000001"))

    receive.new_batches()

    assert query(warehouse, FOUND) == [expected]


def test_a_folder_that_says_the_same_leaves_it_a_correction(warehouse: str) -> None:
    given_a_list_of_september(warehouse)
    given_file(f"{PARTNER}/pemda_rentan/2024-09/S000001_pemda_rentan_2024-09.xlsx", receipt_of("S000001"))

    receive.new_batches()

    assert query(warehouse, FOUND) == [(PARTNER, "pemda_rentan", "2024-09", "folder", "folder", 1)]


@pytest.mark.parametrize("answers", ["S000001", "S999999"], ids=["another partner's", "nobody's"])
def test_a_number_that_is_foreign_or_unknown_says_nothing(warehouse: str, answers: str) -> None:
    given_a_list_of_september(warehouse)
    given_partner(warehouse, OTHER, {"kind": "pemda_non_asn"})
    given_file(f"{OTHER}/perbaikan.xlsx", receipt_of(answers))

    receive.new_batches()

    assert query(warehouse, FOUND) == [(OTHER, "pemda_non_asn", "2024-08", "obligation", "title", None)]


def test_a_foreign_number_makes_no_unclear_kind_clear(warehouse: str) -> None:
    given_a_list_of_september(warehouse)
    given_partner(warehouse, OTHER, *KINDS)
    given_file(f"{OTHER}/perbaikan.xlsx", receipt_of("S000001"))

    receive.new_batches()

    found = query(warehouse, "select outcome, refusal_code from intake.delivery order by delivery_no")
    assert found == [("submission", None), ("refused", "JENIS_TIDAK_JELAS")]

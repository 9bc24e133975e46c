"""What the warehouse knows of a submission, as tests of its receipt describe it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cakupan.intake.answering.facts import Facts, JudgedRow, ReceiptFinding, SheetFacts

COLUMNS = tuple(
    {"number": number, "header": header, "field": name, "basis": "exact", "suggestion": None}
    for number, (header, name) in enumerate(
        [("NIK", "nik"), ("Nama", "nama"), ("Tgl Lahir", "tanggal_lahir"), ("Desa", "desa_kelurahan")],
        start=1,
    )
)
SHEET = SheetFacts(
    sheet_no=1, sheet_name="Satu", is_ignored=False, header_row=1, used_rows=5,
    structure=(0, 1, 0, 0, 0, 0), counts=(4, 2, 1, 1), columns=COLUMNS,
)  # fmt: skip


def facts(*findings: ReceiptFinding, rows: tuple[JudgedRow, ...] = (), **about: Any) -> Facts:
    """Return a judged submission of Kabupaten Tegal for October 2024, unless told otherwise."""
    known = Facts(
        submission_no=1, submission_id="S000001", partner_id="pemda-33.28", partner_name="Kab. Tegal",
        area_code="33.28", office_name=None, office_contact=None, roster_kind="pemda_rentan",
        period="2024-10", valid_from=date(2024, 10, 1), file_name="a.xlsx", sha256="0" * 64,
        received_at=datetime(2024, 11, 4, tzinfo=UTC), kind_basis="folder", period_basis="folder",
        judgement_no=1, outcome="accepted_with_findings", refusal_code=None, refusal_details=None,
        held_code=None, held_details=None, is_nil=False, received=4, accepted=2, quarantined=1, duplicates=1,
        stated_total=None, sheets=(SHEET,), findings=findings, rows=rows,
    )  # fmt: skip
    return replace(known, **about)

"""What a run says became of what arrived."""

import pytest
from archives import archive
from builders import sheet
from cakupan.intake import answering
from cakupan.intake.inbox import receive
from cakupan.intake.storing import batches, land, outcome
from intake_builders import ANI, BUDI, HEADER, PARTNER, given_file, given_partner, people

pytestmark = pytest.mark.usefixtures("few_areas")


def given_a_mixed_run() -> tuple[list[int], list[str]]:
    """Receive, judge and answer files of every fate; return loads and submissions of the second run."""
    given_file(f"{PARTNER}/pemda_rentan/2024-10/a.xlsx", sheet([HEADER[:3], *people(10)]))
    known = sheet([HEADER, ANI])
    given_file(f"{PARTNER}/pemda_rentan/2024-08/b.xlsx", known)
    run()
    given_file(f"{PARTNER}/pemda_rentan/2024-08/again.xlsx", known)
    given_file(f"{PARTNER}/pemda_rentan/2024-10/short.xlsx", sheet([HEADER[:3], *people(2)]))
    given_file(f"{PARTNER}/pemda_rentan/2024-09/findings.xlsx", sheet([HEADER, ANI, ANI, [3, "1234", "C"]]))
    given_file(f"{PARTNER}/pemda_rentan/2024-07/a.zip", archive(("good.xlsx", sheet([HEADER, BUDI]))))
    given_file(f"{PARTNER}/pemda_rentan/2024-06/picture.xlsx", b"\x89PNG\r\n\x1a\n")
    given_file("nobody-1/a.xlsx", known)
    return run()


def run() -> tuple[list[int], list[str]]:
    load_nos = receive.arrivals()
    ids = [each for batch in batches.unanswered() for each in land.replace(batch)]
    answering.write(ids)
    return load_nos, ids


def test_the_counts_of_a_run_are_those_of_its_files_submissions_and_rows(warehouse: str) -> None:
    given_partner(warehouse)

    found = outcome.of(*given_a_mixed_run())

    assert found.as_dict() == {
        "files": 7, "archives": 1, "received_before": 1, "refused_at_the_door": 1,
        "submissions": 4, "accepted": 1, "accepted_with_findings": 1, "held": 1, "refused": 1,
        "received_rows": 6, "accepted_rows": 4, "quarantined_rows": 1, "duplicate_rows": 1,
    }  # fmt: skip
    assert found.note().splitlines() == [
        "files: 7 arrived, 1 received before, 1 refused at the door, 1 archives opened",
        "submissions: 4 judged, 1 accepted, 1 accepted with findings, 1 held, 1 refused",
        "rows: 6 received, 4 accepted, 1 quarantined, 1 duplicates",
    ]


def test_what_was_refused_or_held_is_listed_with_its_reason(warehouse: str) -> None:
    given_partner(warehouse)

    found = outcome.to_look_at(*given_a_mixed_run())

    assert [(each["partner_id"], each["period"], each["outcome"], each["code"]) for each in found] == [
        ("nobody-1", None, "refused", "MITRA_TIDAK_DIKENAL"),
        (PARTNER, "2024-06", "refused", "BUKAN_LEMBAR_KERJA"),
        (PARTNER, "2024-10", "held", None),
    ]
    assert "bukan lembar kerja" in found[1]["reason"] and "separuh" in found[2]["reason"]


def test_a_run_without_anything_new_says_so(warehouse: str) -> None:
    assert set(outcome.of([], []).as_dict().values()) == {0}
    assert outcome.to_look_at([], []) == []

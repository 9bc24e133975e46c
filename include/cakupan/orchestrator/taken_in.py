"""What a run of ingest_rosters reports at its end."""

from collections.abc import Sequence

from cakupan.intake.storing import outcome, submitted
from cakupan.orchestrator import notes


def report(
    run_id: str, load_nos: Sequence[int], submissions: Sequence[str], unmatched: str | None
) -> dict[str, int]:
    """Put what became of files, rows and matching into the run's note; return the counts.

    Raises:
        ArchiveDamaged: the archive lost a file.
    """
    found = outcome.of(load_nos, submissions)
    waits = [f"matching: waits for the next run, {unmatched}"] if unmatched else []
    notes.write("ingest_rosters", run_id, "\n".join([found.note(), *waits]))
    submitted.require_files()
    return found.as_dict()

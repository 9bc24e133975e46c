"""The answer to a partner: its own workbook with what is wrong marked in it, and a summary."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cakupan.errors import FileRefused


def write(submission_ids: Sequence[str]) -> list[Path]:
    """Write the receipt of each submission's newest judgement into outbox/<partner>/ and record it."""
    from cakupan.intake.answering import answer  # the marks are read where no server is talked to

    return answer.write(submission_ids)


def write_refused_delivery(
    partner_id: str | None, delivery_no: int, refusal: FileRefused, relative_path: str, received_at: datetime
) -> Path:
    """Answer a file that could not even become a submission; one of no partner's folder too."""
    from cakupan.intake.answering import answer

    return answer.write_refused_delivery(partner_id, delivery_no, refusal, relative_path, received_at)

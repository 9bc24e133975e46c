"""What a human says of a decision beside the decision itself: why, and who."""

from dataclasses import dataclass

from cakupan import masking, reasons
from cakupan.errors import CakupanError


@dataclass(frozen=True, kw_only=True)
class Said:
    """Why something is decided, by whom, and who agrees."""

    reason: str
    decided_by: str
    second_by: str | None = None

    def checked(self) -> "Said":
        """Return it without blanks around.

        Raises:
            ReasonTooShort: the reason says too little.
            CakupanError: it names a number of a person, or both are one human.
        """
        reason, decided_by = reasons.require(self.reason), self.decided_by.strip()
        second_by = (self.second_by or "").strip() or None
        if masking.hide_numbers(reason) != reason:
            raise CakupanError(
                "The reason holds a number of a person; reasons are kept for ever, leave it out."
            )
        if not decided_by:
            raise CakupanError("Nobody is named who decides.")
        if second_by and second_by.casefold() == decided_by.casefold():
            raise CakupanError(f"{second_by} cannot agree with himself; a second person has to.")
        return Said(reason=reason, decided_by=decided_by, second_by=second_by)

    @property
    def names(self) -> str:
        """Both people in one text."""
        return self.decided_by if self.second_by is None else f"{self.decided_by}, {self.second_by}"

"""Why something was done, in words that say something: one rule for all that is recorded with a reason.

The functions of the warehouse that show rows to auditors ask the same (`audit.require_reason`).
"""

from cakupan.errors import ReasonTooShort

LEAST_LETTERS = 10
MOST_SIGNS = 1000


def require(reason: str) -> str:
    """Return a reason with single blanks.

    Raises:
        ReasonTooShort: it has fewer than ten letters, or is no reason any more but a text.
    """
    plain = " ".join(reason.split())
    if sum(sign.isalpha() for sign in plain) < LEAST_LETTERS or len(plain) > MOST_SIGNS:
        raise ReasonTooShort(
            f"Say in words why, with at least {LEAST_LETTERS} letters and at most {MOST_SIGNS} signs;"
            " it is recorded with your name."
        )
    return plain

"""How much of a number that identifies a person is shown to whoever need not know it."""

SHOWN = 4  # at each end of a NIK: where it was issued, and the order number
SHORTEST = 2 * SHOWN


def mask(number: str | None) -> str | None:
    """Return a NIK or KPJ without its middle, which holds the birth date; a short one is hidden whole."""
    if number is None:
        return None
    if len(number) < SHORTEST:
        return "*" * len(number)
    return f"{number[:SHOWN]}{'*' * (len(number) - SHORTEST)}{number[-SHOWN:]}"

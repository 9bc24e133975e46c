"""How often a test of a property is tried: each time in all tests, a tenth of it where seconds count."""

import os

EVERY = "CAKUPAN_TRY_ALL"  # `make test` sets it


def tries(most: int) -> int:
    """Return how many examples a property is tried on: `most` of them when all are asked for."""
    return most if os.environ.get(EVERY) else max(most // 10, 5)

"""Which areas a test sees: those the product ships, or a few of its own."""

from collections.abc import Callable

import pandas as pd
from cakupan.intake.judging.fields import places
from cakupan.reference import areas

shipped = areas.frame


def show(frame: Callable[[], pd.DataFrame]) -> None:
    """Let the product see these areas; what it has read is kept as long as they stay the same."""
    if areas.frame is not frame:
        areas.frame = frame
        places.forget()

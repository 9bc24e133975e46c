"""Not yet."""

from cakupan.errors import FileRefused
from cakupan.intake.workbook import Limits, Workbook


def read(data: bytes, limits: Limits) -> Workbook:
    """Refuse."""
    raise FileRefused("BUKAN_LEMBAR_KERJA", what="unknown")

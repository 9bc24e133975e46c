"""What the pipeline apply_retention does."""

from cakupan import settings
from cakupan.retention import periods, purge
from cakupan.warehouse.connection import connect


def run(actor: str, *, is_dry: bool) -> dict[str, int]:
    """Purge what is due, or only look, and return how much of each kind."""
    kept = periods.read(settings.load().home)
    if not is_dry:
        return purge.apply(kept, actor).counts
    with connect() as connection:
        return purge.find(connection, kept).counts

"""Descriptions are found by their load."""

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the index."""
    op.get_bind().exec_driver_sql((SQL / "0042_descriptions_by_load.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Refuse: nothing would be gained."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

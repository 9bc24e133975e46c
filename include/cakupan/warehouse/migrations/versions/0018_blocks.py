"""Blocks of descriptions stand in a table, a row each."""

from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the table of blocks, fill it, and have it follow the descriptions."""
    op.get_bind().exec_driver_sql((SQL / "0034_blocks.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Refuse: the index that was there takes hours to make anew."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

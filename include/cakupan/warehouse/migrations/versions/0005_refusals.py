"""Refusals and holds keep what was found instead of a sentence in one language."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0009_refusals.sql"


def upgrade() -> None:
    """Move the sentences recorded so far into the details; they are shown as they are."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was found of later refusals would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""Figures that were published elsewhere are a dated reference list."""

from pathlib import Path

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0040_published_figures.sql"


def upgrade() -> None:
    """Make the table, which extracts fill."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: figures that were loaded would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

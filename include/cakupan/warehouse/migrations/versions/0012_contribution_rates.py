"""Contribution rates are a dated reference list."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0022_contribution_rates.sql"


def upgrade() -> None:
    """Make the table, which the shipped list fills with the next load of reference lists."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: rates that were loaded would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

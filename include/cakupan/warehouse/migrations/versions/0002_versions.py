"""Holds and releases become dated facts; sheets keep their columns; archives and receipts are linked."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0006_versions.sql"


def upgrade() -> None:
    """Change the tables and carry over what they hold."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: releases that were recorded would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""What is kept no longer is emptied by functions that record it."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the schema of retention and let it empty rows that were replaced."""
    text = (SQL / "0020_retention.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(text.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was purged does not come back."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

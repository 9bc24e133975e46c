"""Files of one archive become parts of one list."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0007_lists.sql"


def upgrade() -> None:
    """Add the columns; files received before stay lists by themselves."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: which files are one list would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""Old months leave the database for the lake, and come back when they are asked for."""

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the functions through which rows of a month and facts of an edition leave."""
    op.get_bind().exec_driver_sql((SQL / "0035_months.sql").read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: rows that are in the lake alone would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

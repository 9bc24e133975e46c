"""The warehouse knows which files of the lake hold which rows."""

from pathlib import Path

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the files of the lake, what they cover, and what changed since they were written."""
    op.get_bind().exec_driver_sql((SQL / "0033_lake.sql").read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: nobody would know any more which bytes the lake should hold."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

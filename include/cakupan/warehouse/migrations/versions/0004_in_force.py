"""What is in force at an instant is said by functions of the warehouse."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql" / "0008_in_force.sql"


def upgrade() -> None:
    """Add the functions and the indexes they read by."""
    op.get_bind().exec_driver_sql(SQL.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: a view that loads depend on would lose what it reads."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""An empty table of the register is filled before its indexes are made."""

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the functions that leave indexes out and make them again."""
    op.get_bind().exec_driver_sql(
        (SQL / "0037_first_loads.sql").read_text(encoding="utf-8").replace("%", "%%")
    )


def downgrade() -> None:
    """Refuse: nothing would be gained."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

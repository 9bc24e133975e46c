"""Names are made comparable in the warehouse, and descriptions found by what they share with a row."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the functions over names, the blocks of descriptions, and columns for the mother's name."""
    op.get_bind().exec_driver_sql((SQL / "0023_names.sql").read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: mothers' names of the register would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""The birth date in a NIK is calculated from the number."""

from pathlib import Path

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Say the same of a number as of its digits, in a statement that is written into those that ask."""
    content = (SQL / "0039_dates_of_numbers.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(content.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: nothing would be gained."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

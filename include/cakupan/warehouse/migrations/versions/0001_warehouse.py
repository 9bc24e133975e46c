"""The warehouse as first built: control, intake, register, reference, identity, publication."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Create every schema in the order of the file names."""
    for path in sorted(SQL.glob("000[1-5]_*.sql")):
        op.get_bind().exec_driver_sql(path.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: a warehouse that has published is not taken apart."""
    raise NotImplementedError("the first migration has no way back; restore a backup instead")

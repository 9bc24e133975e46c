"""What must never change unseen carries a chain of hashes; editions stand in the order of publication."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the chain and its links over what is there already, which are marked as such."""
    op.get_bind().exec_driver_sql("create schema chain")
    for path in sorted(SQL.glob("001[0-2]_*.sql")):
        op.get_bind().exec_driver_sql(path.read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: a chain that can be taken off proves nothing."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

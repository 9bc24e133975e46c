"""Keys are numbers, and what is decided about rows of rosters is a ledger that only grows."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Number the keys, keeping every person's number, make the ledger, and let links hash it."""
    for name in ("0015_identity_ledger.sql", "0016_chain_of_persons.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was decided would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""A person can be forgotten by a function that records it, and the chain of persons can still be checked."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the digests of forgotten keys, the function that forgets, and what links then stand for."""
    for name in ("0030_forgotten.sql", "0031_chain_of_forgotten.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: what was forgotten does not come back."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

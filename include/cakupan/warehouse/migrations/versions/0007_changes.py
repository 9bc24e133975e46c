"""Changes of figures name their sources, and every part of a figure can change."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the sources, of which changes published before have none, and let links hash them."""
    for name in ("0013_change_sources.sql", "0014_chain_of_changes.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: the sources of published changes would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""Figures tell certain, possible and unknown people of rosters apart."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Add the counts, of which figures published before have none, and let links hash them."""
    for name in ("0020_figure_matches.sql", "0021_chain_of_figures.sql"):
        op.get_bind().exec_driver_sql((SQL / name).read_text(encoding="utf-8").replace("%", "%%"))


def downgrade() -> None:
    """Refuse: the counts of published figures would be lost."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

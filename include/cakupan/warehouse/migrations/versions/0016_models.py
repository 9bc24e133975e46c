"""A model that was given up can be adopted again."""

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Let the load of an adoption be its key."""
    op.get_bind().exec_driver_sql((SQL / "0032_models.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Refuse: a second adoption of a model could not be kept."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""The pipeline works under a login of its own, and auditors read masked rows through functions that log."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make the functions through which what the pipeline does not own is made, attached and read."""
    for name in ("0024_doors", "0025_facts", "0026_audit"):
        content = (SQL / f"{name}.sql").read_text(encoding="utf-8")
        op.get_bind().exec_driver_sql(content.replace("%", "%%"))


def downgrade() -> None:
    """Refuse: the pipeline's login could not work without them."""
    raise NotImplementedError("this migration has no way back; restore a backup instead")

"""Migrations stand in one line, each under a number of its own."""

from alembic.config import Config
from alembic.script import ScriptDirectory
from cakupan.warehouse.statements import MIGRATIONS


def test_each_migration_follows_one_other():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    assert len(scripts.get_heads()) == 1
    assert [each.revision for each in scripts.walk_revisions()] == sorted(
        (path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py")), reverse=True
    )

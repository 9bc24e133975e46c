"""Bring a database to the schema this code expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text

from cakupan.warehouse.statements import MIGRATIONS

LEFT_BUILDS = text("select nspname from pg_namespace where nspname ~ '^build_[0-9]{6}_'")


def upgrade(dsn: str, revision: str = "head") -> None:
    """Run every migration not yet run, up to a revision; running twice does nothing the second time.

    What a failed close left goes first: its views stand on tables as they were; no close outlives its code.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    url = make_url(_as_url(dsn)).set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if _is_behind(connection, config):
            for name in connection.scalars(LEFT_BUILDS).all():
                connection.execute(text(f'drop schema "{name}" cascade'))
        command.upgrade(config, revision)
    engine.dispose()


def _is_behind(connection: Connection, config: Config) -> bool:
    now = set(MigrationContext.configure(connection).get_current_heads())
    return now != set(ScriptDirectory.from_config(config).get_heads())


def _as_url(dsn: str) -> str:
    """SQLAlchemy wants a URL where libpq also takes key=value pairs."""
    if "://" in dsn:
        return dsn
    from psycopg.conninfo import conninfo_to_dict
    from sqlalchemy import URL

    parts = conninfo_to_dict(dsn)
    return URL.create(
        "postgresql",
        username=str(parts.get("user")),
        password=str(parts["password"]) if parts.get("password") else None,
        host=str(parts.get("host")),
        port=int(str(parts.get("port") or 5432)),
        database=str(parts.get("dbname")),
    ).render_as_string(hide_password=False)

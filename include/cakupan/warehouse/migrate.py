"""Bring a database to the schema this code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(dsn: str, revision: str = "head") -> None:
    """Run every migration not yet run, up to a revision; running twice does nothing the second time."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    url = make_url(_as_url(dsn)).set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


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

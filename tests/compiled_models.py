"""The dbt project as an engine's own file writes it: every model and test as SQL, without a database."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cakupan.editions import build
from cakupan.settings import DBT_PROJECT

SCHEMA = "build_of_a_test"
AS_OF = datetime(2024, 11, 6, tzinfo=UTC)
QUOTED = re.compile(r'"\w+"\."(\w+)"\."(\w+)"')


def compiled(
    engine: str, target: Path, *, select: str = "path:models", project: Path = DBT_PROJECT
) -> dict[str, str]:
    """Return the SQL of the nodes selected, by name; relations stand bare, but for the schema of a source."""
    from dbt.cli.main import dbtRunner

    with pytest.MonkeyPatch.context() as lent:
        for name in ("HOST", "USER", "DATABASE", "SSLMODE", "SCHEMA"):
            lent.setenv(f"CAKUPAN_DBT_{name}", SCHEMA)
        lent.setenv("CAKUPAN_DBT_ENGINE", engine)
        lent.setenv("CAKUPAN_DBT_PORT", "1")
        lent.setenv("CAKUPAN_DBT_THREADS", "1")
        lent.setenv("DBT_ENV_SECRET_CAKUPAN_PASSWORD", "none")
        result = dbtRunner().invoke(
            [
                *(
                    "compile",
                    "--target",
                    "postgres",
                    "--no-introspect",
                    "--no-populate-cache",
                    "--select",
                    select,
                ),
                *("--project-dir", str(project), "--profiles-dir", str(project)),
                *("--target-path", str(target), "--log-path", str(target)),
                *("--log-level", "none", "--log-level-file", "none", "--no-send-anonymous-usage-stats"),
                *("--vars", json.dumps(build.variables("2024-10", AS_OF, SCHEMA))),
            ]
        )
    assert result.success, result.exception
    files = (target / "compiled").rglob("*.sql")
    return {path.stem: QUOTED.sub(_bare, path.read_text(encoding="utf-8")) for path in files}


def _bare(relation: re.Match[str]) -> str:
    return relation[2] if relation[1] == SCHEMA else f"{relation[1]}.{relation[2]}"

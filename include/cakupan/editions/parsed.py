"""The dbt project as dbt has parsed it: once for each version of the code and its settings, then kept.

Parsing takes more of the processor than building a small month. What it gives is the same for every month and
instant, but for two names that are put in when it is taken out again: those of database and schema.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cakupan import settings
from cakupan.editions import runner
from cakupan.errors import PipelineFailed
from cakupan.settings import DBT_PROJECT

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

DATABASE, SCHEMA = "database_of_the_build", "schema_of_the_build"
OF_ONE_BUILD = ("period", "as_of", "build_schema", "before_edition_no")
LEFT_BY_DBT = ("target", "logs")


def project(variables: Mapping[str, object], database: str, schema: str) -> "Manifest":
    """Return the project parsed, for a build in this schema of this database.

    Raises:
        PipelineFailed: dbt cannot parse it.
    """
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    kept = settings.load().folder("results") / "dbt" / f"{_key(variables)}.msgpack"
    if not kept.exists():
        _keep(kept, variables)
    manifest = Manifest.from_msgpack(kept.read_bytes(), decoder=extended_mashumuro_decoder)
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        node.database = database
        node.schema = schema if node.schema == SCHEMA else node.schema
        if node.relation_name:
            named = node.relation_name.replace(f'"{DATABASE}"', f'"{database}"')
            node.relation_name = named.replace(f'"{SCHEMA}"', f'"{schema}"')
    manifest.build_flat_graph()  # what models know of each other, which dbt makes only where it parses
    return manifest


def _keep(kept: Path, variables: Mapping[str, object]) -> None:
    """Parse, and keep the outcome in place of what earlier code left."""
    from dbt.parser.manifest import extended_mashumaro_encoder

    address = runner.warehouse(SCHEMA) | {"CAKUPAN_DBT_DATABASE": DATABASE}
    placeholders = {**variables, "build_schema": SCHEMA}
    outcome = runner.invoke(
        ["parse", "--no-partial-parse"], placeholders, kept.parent / "parsing", address=address
    )
    if not outcome.success:
        raise PipelineFailed(f"dbt cannot parse {DBT_PROJECT.name}: {outcome.exception}")
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_bytes(outcome.result.to_msgpack(extended_mashumaro_encoder))
    written.replace(kept)
    for other in kept.parent.glob("*.msgpack"):
        if other != kept:
            other.unlink(missing_ok=True)


def _key(variables: Mapping[str, object]) -> str:
    """Return a hash of everything that parsing depends on."""
    constant = {name: value for name, value in variables.items() if name not in OF_ONE_BUILD}
    versions = [version(name) for name in ("dbt-core", "dbt-adapters", "dbt-postgres")]
    digest = hashlib.sha256(json.dumps([constant, versions], sort_keys=True).encode())
    for source in sorted(DBT_PROJECT.rglob("*")):
        place = source.relative_to(DBT_PROJECT)
        if source.is_file() and place.parts[0] not in LEFT_BY_DBT:
            content = source.read_bytes()
            digest.update(f"\n{place.as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()

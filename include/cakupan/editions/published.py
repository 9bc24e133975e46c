"""Is every published edition still there, and still what was published?"""

import logging

from cakupan import settings
from cakupan.editions import manifest, plan, verify
from cakupan.errors import DoesNotVerify
from cakupan.warehouse.connection import connect

LOGGER = logging.getLogger(__name__)


def names() -> list[str]:
    """Return every edition the warehouse has published, and every folder that passes for one."""
    with connect() as connection:
        rows = connection.execute("select period, version from publication.edition").fetchall()
    root = settings.load().folder("editions")
    folders = {f"{path.parent.parent.name}/{path.parent.name}" for path in root.glob("*/v*/manifest.json")}
    return sorted({f"{period}/v{version}" for period, version in rows} | folders)


def require_sound(name: str) -> None:
    """Compare an edition called `2024-10/v1` with its row and verify it.

    Raises:
        DoesNotVerify: it was never published, is gone, has another manifest, or does not verify.
    """
    period, _, version = name.partition("/v")
    stated = _manifest_sha256(period, version)
    folder = plan.folder(period, int(version)) if version.isdigit() else None
    if stated is None or folder is None:
        raise DoesNotVerify(f"{name}: the folder is there, but the warehouse has published no such edition.")
    if not (folder / manifest.MANIFEST).is_file():
        raise DoesNotVerify(f"{name} was published, but {folder} is gone; restore it from its backup.")
    sha256 = manifest.sha256_of(folder / manifest.MANIFEST)
    if sha256 != stated:
        raise DoesNotVerify(f"{name}: published with manifest sha256 {stated}, found {sha256}.")
    result = verify.verify(folder)
    if not result.is_ok:
        raise DoesNotVerify(f"{name}: {len(result.failures)} failures, first {result.failures[0]}")
    LOGGER.info("%s verifies: %s", name, result.key_notice)


def _manifest_sha256(period: str, version: str) -> str | None:
    with connect() as connection:
        row = connection.execute(
            "select manifest_sha256 from publication.edition where period = %s and version::text = %s",
            [period, version],
        ).fetchone()
    return None if row is None else str(row[0])

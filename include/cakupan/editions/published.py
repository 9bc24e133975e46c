"""Is every published edition still there, and still what was published?"""

import logging
from collections.abc import Iterable

from cakupan import settings
from cakupan.editions import manifest, plan
from cakupan.editions.proof import chain, order, rows, witness
from cakupan.editions.proof.chain import Broken
from cakupan.editions.verifying import verify
from cakupan.errors import DoesNotVerify
from cakupan.warehouse.connection import connect

LOGGER = logging.getLogger(__name__)
MOST_TOLD = 20


def names() -> list[str]:
    """Return every edition the warehouse has published, and every folder that passes for one."""
    with connect() as connection:
        published = [edition.name for edition in order.published(connection)]
    root = settings.load().folder("editions")
    folders = {f"{path.parent.parent.name}/{path.parent.name}" for path in root.glob("*/v*/manifest.json")}
    return sorted({*published} | folders)


def require_sound(name: str) -> None:
    """Compare an edition called `2024-10/v1` with its rows, its place in the order, and verify it.

    Raises:
        DoesNotVerify: it was never published, is gone, has another manifest or place, or does not verify.
    """
    with connect() as connection:
        known = {edition.name: edition for edition in order.published(connection)}
    if name not in known:
        raise DoesNotVerify(f"{name}: the folder is there, but the warehouse has published no such edition.")
    edition = known[name]
    folder = plan.folder(edition.period, edition.version)
    if not (folder / manifest.MANIFEST).is_file():
        raise DoesNotVerify(f"{name} was published, but {folder} is gone; restore it from its backup.")
    sha256 = manifest.sha256_of(folder / manifest.MANIFEST)
    if sha256 != edition.manifest_sha256:
        raise DoesNotVerify(
            f"{name}: published with manifest sha256 {edition.manifest_sha256}, found {sha256}."
        )
    result = verify.verify(folder)
    if not result.is_ok:
        raise DoesNotVerify(f"{name}: {len(result.failures)} failures, first {result.failures[0]}")
    with connect() as connection:
        _require(order.of_edition(connection, edition))
        _require(rows.of_edition(connection, edition.edition_no, folder))
    LOGGER.info("%s", result.verdict)


def require_chain() -> None:
    """Check what the warehouse has recorded for good, the order of all editions, and what witnesses keep.

    Raises:
        DoesNotVerify: a row, a link or an edition was changed, deleted or inserted; the message names it.
    """
    with connect() as connection:
        _require([*chain.broken(connection), *order.broken(connection), *witness.broken(connection)])


def _require(broken: Iterable[Broken]) -> None:
    faults = list(broken)
    if faults:
        more = [f"and {len(faults) - MOST_TOLD} more"] if len(faults) > MOST_TOLD else []
        raise DoesNotVerify("\n".join([*map(str, faults[:MOST_TOLD]), *more]))

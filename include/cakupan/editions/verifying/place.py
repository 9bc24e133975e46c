"""Is the manifest one of an edition, and of the edition in whose folder it lies?"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cakupan.editions import manifest
from cakupan.editions import period as periods
from cakupan.editions.verifying import files, result
from cakupan.editions.verifying.result import CheckResult, Failure, failure

NAME = "manifest"
VERSION = re.compile(r"v[1-9]\d*")
KINDS: Mapping[str, tuple[type, ...]] = {
    "schema": (int,),
    "period": (str,),
    "version": (int, type(None)),
    "as_of": (str,),
    "supersedes_version": (int, type(None)),
    "reason": (str, type(None)),
    "is_demo_clock": (bool,),
    "code_version": (str,),
    "number": (int, type(None)),
    "previous": (dict, type(None)),
    "action_head": (dict, type(None)),
    "identity_head": (dict, type(None)),
    "inputs": (dict,),
    "gates": (dict,),
    "files": (list,),
}


def parsed(content: bytes) -> dict[str, Any]:
    """Return the manifest of an edition.

    Raises:
        ValueError: it is not written as a manifest is; the message says what it should be.
    """
    try:
        stated = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError("JSON") from error
    if not isinstance(stated, dict):
        raise ValueError("an object")
    for name, kinds in KINDS.items():
        if name not in stated or type(stated[name]) not in kinds:
            raise ValueError(f"{name} as an edition states it")
    if not periods.PERIOD.fullmatch(stated["period"]):
        raise ValueError("period as YYYY-MM")
    if not all(map(files.is_entry, stated["files"])):
        raise ValueError("files as a list of path inside the edition, sha256 and size")
    return stated


def check(edition_dir: Path, content: bytes, stated: Mapping[str, Any]) -> CheckResult:
    """Check that the manifest has one reading, follows the version before, and lies where it belongs."""
    failures = [*_place(edition_dir, stated), *_order(stated)]
    if manifest.canonical(stated) != content:
        failures.append(failure(NAME, manifest.MANIFEST, "written in the one way of a manifest", "otherwise"))
    return result.concluded(
        NAME, failures, f"{stated['period']}/v{stated['version']} as of {stated['as_of']}"
    )


def _place(edition_dir: Path, stated: Mapping[str, Any]) -> list[Failure]:
    """A sound edition in the folder of another is not that other; rebuilds lie in folders named otherwise."""
    place = edition_dir.resolve()
    if not (VERSION.fullmatch(place.name) and periods.PERIOD.fullmatch(place.parent.name)):
        return []
    named, says = f"{place.parent.name}/{place.name}", f"{stated['period']}/v{stated['version']}"
    return [] if named == says else [failure(NAME, manifest.MANIFEST, named, says, "place")]


def _order(stated: Mapping[str, Any]) -> list[Failure]:
    """A version replaces the one before it, and the first replaces none."""
    version, supersedes = stated["version"], stated["supersedes_version"]
    if version is None:
        return []
    expected = version - 1 or None
    return (
        []
        if supersedes == expected
        else [failure(NAME, manifest.MANIFEST, expected, supersedes, "supersedes_version")]
    )

"""Does the manifest follow the one that was published before it?"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cakupan.editions import manifest
from cakupan.editions.verifying import place, result
from cakupan.editions.verifying.result import CheckResult, Failure, failure

NAME = "chain"
EDITION = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))/(v[1-9]\d*)")
SHA256 = re.compile(r"[0-9a-f]{64}")
HEADS = ("action_head", "identity_head")


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Check number, edition before and heads of the chains; and the edition before, when it lies beside.

    Whether any of these was ever published, and whether a newer one was, the warehouse and the witness tell.
    """
    number, previous = stated["number"], stated["previous"]
    if number is None and previous is None and stated["version"] is None:
        return result.unchecked(NAME, "it belongs to no edition, so none comes before it")
    failures = [*_form(stated)]
    if failures or previous is None:
        return result.concluded(NAME, failures, "the first edition of all")
    before = beside(edition_dir, previous["edition"])
    if before is None:
        why = f"edition {number}, after {previous['edition']}, which does not lie beside it"
        return result.unchecked(NAME, f"{why}: its hash was not compared")
    return result.concluded(
        NAME, _differing(before, previous), f"edition {number}, after {previous['edition']} beside it"
    )


def _form(stated: Mapping[str, Any]) -> Iterator[Failure]:
    """Yield what no edition states: numbers run from 1, and all but the first name the edition before."""
    number, previous = stated["number"], stated["previous"]
    if number is None or number < 1:
        yield failure(NAME, manifest.MANIFEST, "a number from 1", number, "number")
    elif (previous is None) != (number == 1):
        yield failure(
            NAME, manifest.MANIFEST, "the edition before, of any but the first", previous, "previous"
        )
    elif previous is not None and not _is_previous(previous, number):
        yield failure(NAME, manifest.MANIFEST, f"edition {number - 1} and its hash", previous, "previous")
    for name in HEADS:
        if stated[name] is not None and not _is_head(stated[name]):
            yield failure(NAME, manifest.MANIFEST, "a count and a hash", stated[name], name)


def _is_previous(previous: Mapping[str, Any], number: int) -> bool:
    if previous.keys() != {"edition", "number", "manifest_sha256"} or previous["number"] != number - 1:
        return False
    edition, sha256 = str(previous["edition"]), str(previous["manifest_sha256"])
    return bool(EDITION.fullmatch(edition) and SHA256.fullmatch(sha256))


def _is_head(head: Mapping[str, Any]) -> bool:
    if head.keys() != {"count", "sha256"} or type(head["count"]) is not int or head["count"] < 0:
        return False
    return head["sha256"] is None if head["count"] == 0 else bool(SHA256.fullmatch(str(head["sha256"])))


def beside(edition_dir: Path, name: str) -> Path | None:
    """Return the folder of an edition among those that this one lies among."""
    own = edition_dir.resolve()
    folder = own.parent.parent / name
    return folder if own != folder and (folder / manifest.MANIFEST).is_file() else None


def _differing(before: Path, previous: Mapping[str, Any]) -> Iterator[Failure]:
    name, sha256 = previous["edition"], manifest.sha256_of(before / manifest.MANIFEST)
    if sha256 != previous["manifest_sha256"]:
        yield failure(NAME, name, f"manifest sha256 {previous['manifest_sha256']}", f"sha256 {sha256}")
        return
    try:
        number = place.parsed((before / manifest.MANIFEST).read_bytes())["number"]
    except ValueError as error:
        yield failure(NAME, name, f"a manifest with {error}", "another")
        return
    if number != previous["number"]:
        yield failure(NAME, name, previous["number"], number, "number")

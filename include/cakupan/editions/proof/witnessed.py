"""Are the editions of a folder those that a witness was told of? Files only, whoever has which key.

A head names one edition by the hash of its manifest. That manifest names the one before by its hash, and so
on; so a head stands for all editions up to its own, and those after it have to follow from it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions import period as periods
from cakupan.editions.proof import timestamps
from cakupan.editions.proof.chain import Broken
from cakupan.editions.proof.head import PublicationHead, SignedHead
from cakupan.editions.proof.trusted import TrustedKeys

VERSION = re.compile(r"v[1-9]\d*")


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the manifest of a bundle says of the order of publication, and its own hash."""

    sha256: str
    number: int | None
    previous: dict[str, Any] | None


def compare(path: Path, head_file: Path, signed: SignedHead, known: TrustedKeys | None) -> list[Broken]:
    """Compare an edition, or the folder of all editions, with a head and the timestamps beside it."""
    broken = [*signed.broken(known), *_stamps(head_file)]
    root = path.resolve()
    if (root / manifest.MANIFEST).is_file():
        if not (VERSION.fullmatch(root.name) and periods.PERIOD.fullmatch(root.parent.name)):
            return [*broken, *_of_one(signed.head, _read(root))]
        root = root.parent.parent
    return [*broken, *of_bundles(signed.head, bundles(root))]


def bundles(root: Path) -> dict[str, Manifest]:
    """Return the manifests of all editions in a folder, by the name of their place."""
    return {
        f"{path.parent.parent.name}/{path.parent.name}": _read(path.parent)
        for path in sorted(root.glob(f"*/v*/{manifest.MANIFEST}"))
    }


def _read(bundle: Path) -> Manifest:
    """A manifest that cannot be read says nothing, and has a hash all the same."""
    sha256 = manifest.sha256_of(bundle / manifest.MANIFEST)
    try:
        stated = manifest.read(bundle)
        number, previous = stated.get("number"), stated.get("previous")
    except (ValueError, RecursionError, AttributeError):
        number, previous = None, None
    return Manifest(
        sha256=sha256,
        number=number if isinstance(number, int) else None,
        previous=previous if isinstance(previous, dict) else None,
    )


def _of_one(kept: PublicationHead, stated: Manifest) -> Iterator[Broken]:
    """A bundle away from its place is compared by itself: its neighbours are not there to be asked."""
    if stated.number != kept.number and stated.sha256 != kept.manifest_sha256:
        yield Broken(
            subject=kept.edition,
            fault=f"is not this bundle, which says it is number {stated.number}: compare all editions",
        )
    elif stated.sha256 != kept.manifest_sha256:
        yield _replaced(kept, stated)


def of_bundles(kept: PublicationHead, known: Mapping[str, Manifest]) -> Iterator[Broken]:
    """Yield what was erased, replaced, signed again or put between since the head was told."""
    own = known.get(kept.edition)
    if own is None:
        yield Broken(subject=kept.edition, fault=f"was published as number {kept.number} and is gone")
    elif own.sha256 != kept.manifest_sha256:
        yield _replaced(kept, own)
    for name, each in known.items():
        yield from _after(name, each, known)
    yield from _beside(kept, known)


def _replaced(kept: PublicationHead, stated: Manifest) -> Broken:
    return Broken(
        subject=kept.edition,
        fault=f"was published with manifest sha256 {kept.manifest_sha256} and has {stated.sha256}:"
        " it was replaced or signed again",
    )


def _after(name: str, each: Manifest, known: Mapping[str, Manifest]) -> Iterator[Broken]:
    """Each edition follows the one it names, by its hash."""
    if each.previous is None:
        return
    before = str(each.previous.get("edition"))
    if before not in known:
        yield Broken(subject=before, fault=f"is gone, and {name} was published after it")
    elif known[before].sha256 != each.previous.get("manifest_sha256"):
        yield Broken(subject=before, fault=f"is not what {name} was published after: one was replaced")


def _beside(kept: PublicationHead, known: Mapping[str, Manifest]) -> Iterator[Broken]:
    """Among the editions up to the head's own are no others than those that lead to it."""
    leading: set[str] = set()
    name = kept.edition
    while name in known and name not in leading:
        leading.add(name)
        name = str((known[name].previous or {}).get("edition"))
    for other, each in known.items():
        if each.number is not None and each.number <= kept.number and other not in leading:
            yield Broken(subject=other, fault=f"is none of the editions that lead to {kept.edition}")


def stamps(head_file: Path) -> list[Path]:
    """Return the timestamps beside the file of a head."""
    return sorted(head_file.parent.glob(f"{head_file.stem}.*{timestamps.SUFFIX}"))


def _stamps(head_file: Path) -> Iterator[Broken]:
    for path in stamps(head_file) if settings.load().timestamp_roots else ():
        try:
            timestamps.stamped_at(path.read_bytes(), head_file.read_bytes())
        except OSError as error:
            yield Broken(subject=path.name, fault=str(error))

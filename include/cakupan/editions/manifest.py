"""The manifest of an edition: what went in, what came out, with hashes, as canonical JSON."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cakupan.editions.proof import private, signature, trusted
from cakupan.editions.proof.keys import Signer
from cakupan.editions.proof.position import Position
from cakupan.settings import PROJECT_ROOT

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PUBLIC_KEY = "signing.pub"
KEYS = "keys.json"
UNLISTED = {MANIFEST, SIGNATURE}
SCHEMA = 2


@dataclass(frozen=True, kw_only=True)
class Header:
    """What an edition says of itself; the same on every machine for the same period, as_of and code."""

    period: str
    version: int | None
    as_of: str
    supersedes_version: int | None
    reason: str | None
    is_demo_clock: bool
    code_version: str
    engine: str = "postgres"
    position: Position = field(default_factory=Position)

    def as_dict(self) -> dict[str, Any]:
        """Return what the manifest says, by name."""
        said = asdict(self)
        return {name: value for name, value in said.items() if name != "position"} | self.position.as_dict()


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Whose signatures a manifest asks for: the agency's, and those of so many of the approvers it names."""

    at: str
    agency: str
    approvers: tuple[str, ...]
    required: int

    @property
    def names(self) -> tuple[str, ...]:
        """The fingerprints of all who may sign."""
        return (self.agency, *self.approvers)

    @property
    def instant(self) -> datetime:
        """When the agency signed."""
        return trusted.read_instant(self.at)

    @classmethod
    def read(cls, stated: dict[str, Any]) -> "Signing":
        """Return what a manifest says.

        Raises:
            ValueError: it says something else.
        """
        if not isinstance(stated, dict) or stated.keys() != set(cls.__annotations__):
            raise ValueError("a manifest that names no signer")
        signing = cls(**stated)
        is_sound = isinstance(signing.approvers, list) and isinstance(signing.required, int)
        if not is_sound or not all(isinstance(text, str) for text in (signing.at, *signing.names)):
            raise ValueError("a manifest that names no signer")
        trusted.read_instant(signing.at)
        return replace(signing, approvers=tuple(signing.approvers))


def canonical(content: object) -> bytes:
    """Return JSON with sorted keys, no spaces to choose and a final newline."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def sha256_of(path: Path) -> str:
    """Return the hex sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def lock_sha256() -> str | None:
    """Return the hash of the dependency lock this code runs with."""
    lock = PROJECT_ROOT / "requirements.lock"
    return sha256_of(lock) if lock.exists() else None


def files(bundle: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a bundle that a manifest lists, by its path inside, in byte order."""
    paths = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if not path.is_dir()}
    for name in sorted(paths, key=str.encode):
        if name not in UNLISTED:
            yield name, paths[name]


def write(
    bundle: Path,
    *,
    header: Header,
    inputs: Mapping[str, Any],
    gates: Mapping[str, Any],
    signing: Signing | None,
) -> bytes:
    """Write the manifest over everything in the bundle; return its bytes."""
    content = canonical(
        {
            "schema": SCHEMA,
            **header.as_dict(),
            "lock_sha256": lock_sha256(),
            "clock": "demo" if header.is_demo_clock else "database",
            "signing": None if signing is None else asdict(signing),
            "inputs": inputs,
            "gates": gates,
            "files": [
                {"path": name, "sha256": sha256_of(path), "size": path.stat().st_size}
                for name, path in files(bundle)
            ],
        }
    )
    (bundle / MANIFEST).write_bytes(content)
    return content


def seal(
    bundle: Path,
    *,
    header: Header,
    inputs: Mapping[str, Any],
    gates: Mapping[str, Any],
    signing: Signing,
    signer: Signer,
    keys: bytes,
) -> str:
    """Write public keys, manifest and the agency's signature; return the manifest's sha256."""
    private.write(bundle / PUBLIC_KEY, signer.public)
    private.write(bundle / KEYS, keys)
    content = write(bundle, header=header, inputs=inputs, gates=gates, signing=signing)
    private.write(bundle / SIGNATURE, signature.lines({signing.agency: signer.sign(content)}))
    return hashlib.sha256(content).hexdigest()


def changed_files(bundle: Path) -> list[str]:
    """Return the files that are not what the manifest says, not there, or there and not named by it."""
    stated = {entry["path"]: entry["sha256"] for entry in read(bundle)["files"]}
    present = dict(files(bundle))
    differing = {name for name in stated.keys() & present.keys() if sha256_of(present[name]) != stated[name]}
    return sorted(differing | (stated.keys() ^ present.keys()))


def read(bundle: Path) -> dict[str, Any]:
    """Return the manifest of a bundle."""
    content: dict[str, Any] = json.loads((bundle / MANIFEST).read_bytes())
    return content

"""The manifest of an edition: what went in, what came out, with hashes, as canonical JSON."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cakupan.editions import signing
from cakupan.settings import PROJECT_ROOT

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PUBLIC_KEY = "signing.pub"
UNLISTED = {MANIFEST, SIGNATURE}
SCHEMA = 1


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
    found = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if not path.is_dir()}
    for name in sorted(found, key=str.encode):
        if name not in UNLISTED:
            yield name, found[name]


def seal(
    bundle: Path,
    *,
    header: Header,
    inputs: Mapping[str, Any],
    gates: Mapping[str, Any],
    secrets_dir: Path,
) -> str:
    """Write public key, manifest and signature into the bundle; return the manifest's sha256."""
    key = signing.private_key(secrets_dir)
    public = signing.public_pem(key)
    (bundle / PUBLIC_KEY).write_bytes(public)
    content = canonical(
        {
            "schema": SCHEMA,
            **asdict(header),
            "lock_sha256": lock_sha256(),
            "clock": "demo" if header.is_demo_clock else "database",
            "signing_key": signing.fingerprint(public),
            "inputs": inputs,
            "gates": gates,
            "files": [
                {"path": name, "sha256": sha256_of(path), "size": path.stat().st_size}
                for name, path in files(bundle)
            ],
        }
    )
    (bundle / MANIFEST).write_bytes(content)
    (bundle / SIGNATURE).write_bytes(signing.sign(key, content))
    return hashlib.sha256(content).hexdigest()


def read(bundle: Path) -> dict[str, Any]:
    """Return the manifest of a bundle."""
    content: dict[str, Any] = json.loads((bundle / MANIFEST).read_bytes())
    return content

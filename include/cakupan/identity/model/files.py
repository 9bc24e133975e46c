"""Models as files: read, checked against their hashes, written.

A model is a folder named by its version: `weights.json`, `words.csv`, and `manifest.json` with the hashes of
both and of the levels it was trained under. The shipped one lies beside this module, others in `models/`.
"""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.errors import ModelRefused
from cakupan.identity.matching import levels

SHIPPED = Path(__file__).parent / "shipped"
SHIPPED_VERSION = "2026.1"
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,40}")
WEIGHTS, WORDS, MANIFEST = "weights.json", "words.csv", "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model as it is used: (m, u) by field and level, and the share of names that hold a word.

    `sha256` is that of its manifest, so of everything in it.
    """

    version: str
    sha256: str
    odds: Mapping[str, Mapping[int, tuple[float, float]]]
    words: Mapping[str, float]
    trained_on: str


def require_name(version: str) -> None:
    """Refuse what is no name of a version, or the name of one that is here.

    Raises:
        ModelRefused: says which.
    """
    if not VERSION.fullmatch(version):
        raise ModelRefused(f"{version!r} is no version; letters, digits, points and hyphens, such as 2026.2.")
    if folder(version).exists():
        raise ModelRefused(
            f"Model {version} is here already; a model is never changed. Give another version."
        )


def folder(version: str) -> Path:
    """Return where a model of this version lies."""
    shipped = SHIPPED / version
    return shipped if shipped.is_dir() else settings.load().folder("models") / version


def read(version: str, sha256: str | None = None) -> Model:
    """Return a model whose files are as its manifest says, and that as `sha256` says where one is known.

    Raises:
        ModelRefused: a file is missing, changed, or made for other levels than this release compares.
    """
    place = folder(version)
    manifest_bytes = _bytes(place / MANIFEST, version)
    found = hashlib.sha256(manifest_bytes).hexdigest()
    if sha256 is not None and found != sha256:
        raise ModelRefused(
            f"Model {version}: {MANIFEST} is not the one adopted ({found[:12]}, adopted {sha256[:12]})."
            " Put the adopted files back, or adopt the new ones with a reason."
        )
    manifest = _document(manifest_bytes, version, MANIFEST)
    if manifest.get("version") != version:
        raise ModelRefused(f"Model {version}: its manifest says it is {manifest.get('version')!r}.")
    if manifest.get("levels_sha256") != levels_sha256():
        raise ModelRefused(
            f"Model {version} was trained under other levels than this release compares. Train one again:"
            " `cakupan model train`."
        )
    parts = {name: _part(place, name, version, manifest) for name in (WEIGHTS, WORDS)}
    weights = _document(parts[WEIGHTS], version, WEIGHTS)
    return Model(
        version=version,
        sha256=found,
        odds=_odds(weights, version),
        words={
            row["word"]: float(row["share"]) for row in csv.DictReader(parts[WORDS].decode().splitlines())
        },
        trained_on=str(weights.get("trained_on", "")),
    )


def write(
    place: Path,
    *,
    version: str,
    odds: Mapping[str, Mapping[int, tuple[float, float]]],
    words: Mapping[str, float],
    trained_on: str,
) -> str:
    """Write a model into a new folder and return the hash of its manifest.

    Raises:
        ModelRefused: the folder is there already.
    """
    if place.exists():
        raise ModelRefused(f"{place} is there already; a model is never changed. Give another version.")
    place.mkdir(parents=True)
    document = {
        "version": version,
        "trained_on": trained_on,
        "fields": {
            field: {str(level): {"m": m, "u": u} for level, (m, u) in sorted(by_level.items(), reverse=True)}
            for field, by_level in odds.items()
        },
    }
    (place / WEIGHTS).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    lines = ["word,share", *(f"{word},{share:.8f}" for word, share in sorted(words.items()))]
    (place / WORDS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest = {
        "version": version,
        "levels_sha256": levels_sha256(),
        "files": {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in (WEIGHTS, WORDS)},
    }
    (place / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return hashlib.sha256((place / MANIFEST).read_bytes()).hexdigest()


def levels_sha256() -> str:
    """Return the hash over what levels ask, whatever they are called."""
    asked = [
        [field.name, field.null_when, [[one.level, one.when, one.weighs_frequency] for one in field.levels]]
        for field in levels.fields()
    ]
    return hashlib.sha256(json.dumps([asked, levels.WORDS.read_text(encoding="utf-8")]).encode()).hexdigest()


def versions() -> list[str]:
    """Return the versions that are here: the shipped one, then those of this installation."""
    own = settings.load().folder("models")
    return [SHIPPED_VERSION, *sorted(one.name for one in own.glob("*") if (one / MANIFEST).exists())]


def _part(place: Path, name: str, version: str, manifest: dict[str, Any]) -> bytes:
    content = _bytes(place / name, version)
    if hashlib.sha256(content).hexdigest() != dict(manifest.get("files", {})).get(name):
        raise ModelRefused(
            f"Model {version}: {name} is not what its manifest says; a byte of it was changed."
        )
    return content


def _bytes(path: Path, version: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelRefused(
            f"Model {version}: {path.name} cannot be read in {path.parent} ({error.strerror})."
        ) from None


def _document(content: bytes, version: str, name: str) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(content)
    except ValueError:
        raise ModelRefused(f"Model {version}: {name} is no JSON.") from None
    return document


def _odds(weights: dict[str, Any], version: str) -> dict[str, dict[int, tuple[float, float]]]:
    try:
        odds = {
            field.name: {
                one.level: (
                    float(weights["fields"][field.name][str(one.level)]["m"]),
                    float(weights["fields"][field.name][str(one.level)]["u"]),
                )
                for one in field.levels
            }
            for field in levels.fields()
        }
    except (KeyError, TypeError, ValueError):
        raise ModelRefused(f"Model {version}: {WEIGHTS} lacks a field or a level.") from None
    if any(not 0 < share <= 1 for by_level in odds.values() for pair in by_level.values() for share in pair):
        raise ModelRefused(f"Model {version}: {WEIGHTS} has a share that is not between 0 and 1.")
    return odds

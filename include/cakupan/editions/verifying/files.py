"""Are the files that the manifest names all there as they were, and nothing beside them?"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from cakupan.editions import manifest
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, Failure, failure

NAME = "files"
SHA256 = re.compile(r"[0-9a-f]{64}")


def is_entry(entry: object) -> bool:
    """Tell whether an entry of a manifest names a file inside the bundle by path, hash and size."""
    if not isinstance(entry, dict) or entry.keys() != {"path", "sha256", "size"}:
        return False
    path, sha256, size = entry["path"], entry["sha256"], entry["size"]
    return (
        isinstance(path, str)
        and _is_inside(path)
        and isinstance(sha256, str)
        and bool(SHA256.fullmatch(sha256))
        and type(size) is int
    )


def _is_inside(path: str) -> bool:
    """A path is written in the one way a manifest writes it: no root, no way up, no detour, no control."""
    parts = path.split("/")
    return path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(parts)


def irregular(edition_dir: Path) -> list[Failure]:
    """Return what lies in a bundle and is neither a folder nor a file of its own: links, devices, pipes."""
    return [
        failure(NAME, name, "a file", _kind(mode))
        for name, mode in _walk(edition_dir)
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    ]


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Compare the files and folders of a bundle with those its manifest names, with size and hash."""
    entries = stated["files"]
    listed = {entry["path"]: entry for entry in entries}
    modes = dict(_walk(edition_dir))
    present = {name for name, mode in modes.items() if stat.S_ISREG(mode)} - manifest.UNLISTED
    folders = {str(parent) for name in listed for parent in PurePosixPath(name).parents} - {"."}
    failures = [*irregular(edition_dir), *_twice(entries)]
    missing, extra = sorted(listed.keys() - present), sorted(present - listed.keys())
    failures += [failure(NAME, name, "in the bundle", "missing") for name in missing]
    failures += [failure(NAME, name, "no such file", "an extra file") for name in extra]
    failures += [
        failure(NAME, name, "no such folder", "an extra folder")
        for name, mode in sorted(modes.items())
        if stat.S_ISDIR(mode) and name not in folders
    ]
    for name in sorted(present & listed.keys()):
        failures += _differing(edition_dir / name, name, listed[name])
    return result.concluded(NAME, failures, f"{len(listed)} files as they were signed, and none beside")


def _twice(entries: list[dict[str, Any]]) -> list[Failure]:
    paths = [entry["path"] for entry in entries]
    ordered = sorted(set(paths), key=str.encode)
    if paths == ordered:
        return []
    return [failure(NAME, manifest.MANIFEST, "each file once, in byte order", "another list")]


def _differing(path: Path, name: str, entry: Mapping[str, Any]) -> Iterator[Failure]:
    size = path.stat().st_size
    sha256 = manifest.sha256_of(path)
    if sha256 != entry["sha256"]:
        yield failure(NAME, name, f"sha256 {entry['sha256']}", f"sha256 {sha256}")
    elif size != entry["size"]:
        yield failure(NAME, name, f"{entry['size']} bytes", f"{size} bytes")


def _walk(folder: Path, above: str = "") -> Iterator[tuple[str, int]]:
    """Yield everything below a folder with its kind; links are named and not followed."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: os.fsencode(one.name)):
            name = f"{above}{entry.name}"
            mode = entry.stat(follow_symlinks=False).st_mode
            yield name, mode
            if stat.S_ISDIR(mode):
                yield from _walk(Path(entry.path), f"{name}/")


def _kind(mode: int) -> str:
    return "a link" if stat.S_ISLNK(mode) else "a device, pipe or socket"

"""Does an edition still say what was signed, and do its figures follow from its evidence? Files only."""

import re
import time
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan import settings
from cakupan.editions import manifest, recompute, tables
from cakupan.editions import period as periods
from cakupan.editions.frozen import evidence
from cakupan.editions.proof import checking, trusted
from cakupan.editions.proof.store import KeyStore
from cakupan.errors import NotFound

VERSION = re.compile(r"v[1-9]\d*")


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One thing that is not as it should be: a file, the signature or a figure."""

    check: str
    subject: str
    expected: str | None
    found: str | None

    def __str__(self) -> str:
        return f"{self.check}: {self.subject}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, kw_only=True)
class VerifyResult:
    """What was checked, what failed, and whether the keys it was signed with are keys we trust."""

    edition: str
    failures: tuple[Failure, ...]
    is_key_known: bool
    is_untrusted: bool
    key_fingerprint: str | None
    files: int
    figures: int
    evidence_rows: int
    seconds: float

    @property
    def is_ok(self) -> bool:
        """Tell whether nothing failed."""
        return not self.failures

    @property
    def key_notice(self) -> str:
        """Say for a person how far the signature can be trusted."""
        if self.is_key_known:
            return f"its key {self.key_fingerprint} is trusted"
        return (
            f"who signed it was not checked: its key {self.key_fingerprint} is trusted here by nobody, and"
            " anybody can make one; compare it with the agency's, or give the agency's with --key"
        )

    @property
    def verdict(self) -> str:
        """Say in a few words what came out."""
        if self.failures:
            return f"does not verify: {len(self.failures)} failures"
        return "holds together, but is UNTRUSTED" if self.is_untrusted else "verifies"

    def as_dict(self) -> dict[str, Any]:
        """Return what the command line prints as JSON."""
        return {"is_ok": self.is_ok} | asdict(self)


_NO_TRUSTED_KEY = Failure(
    check="signature",
    subject=manifest.PUBLIC_KEY,
    expected="a key that is trusted here, or the agency's with --key (--untrusted looks inside all the same)",
    found="no trusted key: anybody could have made the one in the bundle",
)


def verify(edition_dir: Path, key: Path | None = None, *, is_untrusted: bool = False) -> VerifyResult:
    """Check signatures, hashes and figures of a bundle; `key` is the agency's public key, or a list of keys.

    Without it the trusted keys are those of this installation. Where there are none the edition does not
    verify, unless only its inside is asked for (`is_untrusted`).

    Raises:
        NotFound: the folder holds no manifest.
        SetupError: `key` is neither a public key nor a list of trusted keys.
        KeysNotTrusted: the list does not follow from its first key.
    """
    began = time.monotonic()
    if not (edition_dir / manifest.MANIFEST).is_file():
        raise NotFound(f"{edition_dir} is not an edition: it has no {manifest.MANIFEST}.")
    home = settings.load().home
    known = trusted.read(key) if key is not None else KeyStore(home=home).trusted()
    signatures = checking.check(edition_dir, known, required=settings.load().required_signatures)
    untrusted = [] if known is not None or is_untrusted else [_NO_TRUSTED_KEY]
    name, counts, failures = _checked(edition_dir, [*_signature(signatures), *untrusted])
    return VerifyResult(
        edition=name,
        failures=tuple(failures),
        is_key_known=signatures.is_trusted,
        is_untrusted=known is None,
        key_fingerprint=signatures.key_fingerprint,
        files=counts.get("files", 0),
        figures=counts.get("figures", 0),
        evidence_rows=counts.get("evidence_rows", 0),
        seconds=round(time.monotonic() - began, 2),
    )


def _checked(edition_dir: Path, failures: list[Failure]) -> tuple[str, dict[str, int], list[Failure]]:
    """Return the edition's name, how much was checked, and what failed."""
    try:
        stated = _stated(edition_dir)
    except ValueError as error:
        return (
            edition_dir.name,
            {},
            [*failures, _failure("manifest", manifest.MANIFEST, error, "something else")],
        )
    failures = [*failures, *_place(edition_dir, stated), *_files(edition_dir, stated)]
    name, files = f"{stated['period']}/v{stated['version']}", {"files": len(stated["files"])}
    try:
        counts, wrong = _figures(edition_dir)
    except (OSError, pa.ArrowException, ArithmeticError, KeyError, ValueError) as error:
        return name, files, [*failures, _failure("figures", "report and audit data", "readable", repr(error))]
    return name, files | counts, [*failures, *wrong]


def _stated(edition_dir: Path) -> dict[str, Any]:
    """Return the manifest; a ValueError says what it should be."""
    try:
        stated = manifest.read(edition_dir)
    except (ValueError, RecursionError) as error:
        raise ValueError("JSON") from error
    if not isinstance(stated, dict) or not stated.keys() >= {"period", "version", "files"}:
        raise ValueError("an object with period, version and files")
    files = stated["files"]
    if not isinstance(files, list) or not all(_is_entry(entry) for entry in files):
        raise ValueError("files as a list of path and sha256")
    return stated


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in ("path", "sha256"))


def _place(edition_dir: Path, stated: dict[str, Any]) -> list[Failure]:
    """A sound edition in the folder of another is not that other; rebuilds lie in folders named otherwise."""
    place = edition_dir.resolve()
    if not (VERSION.fullmatch(place.name) and periods.PERIOD.fullmatch(place.parent.name)):
        return []
    named, found = f"{place.parent.name}/{place.name}", f"{stated['period']}/v{stated['version']}"
    return [] if named == found else [_failure("place", manifest.MANIFEST, named, found)]


def _failure(check: str, subject: str, expected: object, found: object) -> Failure:
    return Failure(
        check=check,
        subject=subject,
        expected=None if expected is None else str(expected),
        found=None if found is None else str(found),
    )


def _signature(signatures: checking.Signatures) -> list[Failure]:
    return [_failure("signature", wrong.subject, wrong.expected, wrong.found) for wrong in signatures.wrong]


def _files(edition_dir: Path, stated: dict[str, Any]) -> list[Failure]:
    listed = {entry["path"]: entry for entry in stated["files"]}
    present = dict(manifest.files(edition_dir))
    failures = [
        _failure("file", name, "in the bundle", "missing") for name in sorted(listed.keys() - present.keys())
    ]
    failures += [
        _failure("file", name, "no such file", "an extra file") for name in sorted(present.keys() - listed)
    ]
    for name in sorted(listed.keys() & present.keys()):
        sha256 = manifest.sha256_of(present[name])
        if sha256 != listed[name]["sha256"]:
            failures.append(_failure("file", name, f"sha256 {listed[name]['sha256']}", f"sha256 {sha256}"))
    return failures


def _figures(edition_dir: Path) -> tuple[dict[str, int], list[Failure]]:
    stored = pq.read_table(edition_dir / "report" / "figures.parquet")
    rows = stored.to_pylist()
    files = evidence.paths(edition_dir)
    columns = [*evidence.ADDRESS, "rolls_up", "cause", *evidence.MEASURES]
    sums = evidence.sums(
        (pq.read_table(path, columns=columns) for path in files), evidence.read_closure(edition_dir)
    )
    failures = [
        _failure(f"figure {wrong.part}", wrong.figure_id, wrong.expected, wrong.found)
        for wrong in recompute.differences(rows, sums)
    ]
    if tables.csv_bytes(stored) != (edition_dir / "report" / "figures.csv").read_bytes():
        failures.append(
            _failure("file", "report/figures.csv", "the figures of figures.parquet", "other figures")
        )
    counts = {
        "figures": len(rows),
        "evidence_rows": sum(pq.read_metadata(path).num_rows for path in files),
    }
    return counts, failures + _changes(edition_dir, rows)


def _changes(edition_dir: Path, rows: list[dict[str, Any]]) -> list[Failure]:
    """Causes of a changed figure add up to the whole change, and the change ends at the printed figure."""
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for change in pq.read_table(edition_dir / "report" / "changes.parquet").to_pylist():
        parts.setdefault((change["figure_id"], change["part"]), []).append(change)
    by_id = {row["figure_id"]: row for row in rows} if parts else {}
    failures = []
    for (figure_id, part), changes in parts.items():
        before, after = (Decimal(changes[0][name] or 0) for name in ("previous_value", "value"))
        change = sum((Decimal(one["change"]) for one in changes), Decimal(0))
        if change != after - before:
            failures.append(_failure(f"change of {part}", figure_id, after - before, change))
        stated = by_id.get(figure_id, {}).get(part)
        if Decimal(stated or 0) != after:
            failures.append(_failure(f"change of {part}", figure_id, stated, after))
    return failures

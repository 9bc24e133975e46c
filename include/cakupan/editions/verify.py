"""Does an edition still say what was signed, and do its figures follow from its evidence? Files only."""

import time
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cakupan import settings
from cakupan.editions import evidence, manifest, recompute, signing, tables
from cakupan.errors import NotFound


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
    """What was checked and what failed."""

    edition: str
    failures: tuple[Failure, ...]
    files: int
    figures: int
    evidence_rows: int
    seconds: float

    @property
    def is_ok(self) -> bool:
        """Tell whether nothing failed."""
        return not self.failures

    def as_dict(self) -> dict[str, Any]:
        """Return what the command line prints as JSON."""
        return {"is_ok": self.is_ok} | asdict(self)


def verify(edition_dir: Path, key: Path | None = None) -> VerifyResult:
    """Check signature, hashes and figures of a bundle; `key` is the public key the installation is known by.

    Raises:
        NotFound: the folder holds no manifest.
    """
    began = time.monotonic()
    if not (edition_dir / manifest.MANIFEST).is_file():
        raise NotFound(f"{edition_dir} is not an edition: it has no {manifest.MANIFEST}.")
    failures = [*_signature(edition_dir, key)]
    try:
        stated = manifest.read(edition_dir)
    except ValueError:
        failures.append(_failure("manifest", manifest.MANIFEST, "canonical JSON", "something else"))
        return _result(edition_dir.name, failures, began)
    failures += _files(edition_dir, stated)
    name = f"{stated.get('period')}/v{stated.get('version')}"
    try:
        counts, wrong = _figures(edition_dir)
    except (OSError, pa.ArrowException, ArithmeticError, KeyError, ValueError) as error:
        failures.append(_failure("figures", "report and audit data", "readable files", repr(error)))
        return _result(name, failures, began, files=len(stated["files"]))
    return _result(name, [*failures, *wrong], began, files=len(stated["files"]), **counts)


def _result(
    edition: str,
    failures: list[Failure],
    began: float,
    files: int = 0,
    figures: int = 0,
    evidence_rows: int = 0,
) -> VerifyResult:
    return VerifyResult(
        edition=edition,
        failures=tuple(failures),
        files=files,
        figures=figures,
        evidence_rows=evidence_rows,
        seconds=round(time.monotonic() - began, 2),
    )


def _failure(check: str, subject: str, expected: object, found: object) -> Failure:
    return Failure(
        check=check,
        subject=subject,
        expected=None if expected is None else str(expected),
        found=None if found is None else str(found),
    )


def _signature(edition_dir: Path, key: Path | None) -> list[Failure]:
    content = (edition_dir / manifest.MANIFEST).read_bytes()
    try:
        public = (edition_dir / manifest.PUBLIC_KEY).read_bytes()
        signature = (edition_dir / manifest.SIGNATURE).read_bytes()
        fingerprint = signing.fingerprint(public)
    except (OSError, ValueError) as error:
        return [_failure("signature", manifest.SIGNATURE, "a key and a signature", type(error).__name__)]
    failures = []
    if not signing.is_signed(public, content, signature):
        failures.append(
            _failure("signature", manifest.MANIFEST, f"signed with {fingerprint[:16]}", "not signed")
        )
    known = _installation_key(key)
    if known is not None and signing.fingerprint(known) != fingerprint:
        failures.append(
            _failure(
                "signature", manifest.PUBLIC_KEY, signing.fingerprint(known), f"another key, {fingerprint}"
            )
        )
    return failures


def _installation_key(key: Path | None) -> bytes | None:
    if key is not None:
        return key.read_bytes()
    secrets = settings.load().folder("secrets")
    if (secrets / signing.KEY_NAME).exists():
        return signing.public_pem(signing.private_key(secrets))
    return None


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
        found = manifest.sha256_of(present[name])
        if found != listed[name]["sha256"]:
            failures.append(_failure("file", name, f"sha256 {listed[name]['sha256']}", f"sha256 {found}"))
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

"""Check an edition from its signature to the last printed number, with its files alone."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cakupan import side_by_side
from cakupan.editions import manifest
from cakupan.editions.verifying import (
    chain,
    differences,
    figures,
    files,
    models,
    pages,
    place,
    printed,
    result,
    series,
    signature,
    table,
)
from cakupan.editions.verifying.result import CheckResult, VerifyResult, failure
from cakupan.editions.verifying.signature import Signed
from cakupan.errors import EditionDamaged, NotFound
from cakupan.reports.source import ReportSource

OF_CONTENT = (
    *(figures.QUERIES, figures.FACTS, figures.FIGURES, series.NAME),
    *(models.NAME, table.NAME, differences.NAME),
    *(pages.NAME, *printed.NAMES),
)
NAMES = (signature.NAME, place.NAME, chain.NAME, files.NAME, *OF_CONTENT)
PDF, OTHERS = ("pdf",), ("html", "xlsx", "pptx")


@dataclass(kw_only=True)
class _Verified:
    """What is known of an edition so far."""

    edition: str
    checks: list[CheckResult]
    key_fingerprint: str | None = None
    files: int = 0
    figures: int = 0
    evidence_rows: int = 0


def verify(edition_dir: Path, key: Path | None = None, *, is_untrusted: bool = False) -> VerifyResult:
    """Make every check of a bundle; `key` is the agency's public key, or a list of keys.

    Without it the trusted keys are those of this installation. Where there are none the edition does not
    verify, unless only its inside is asked for (`is_untrusted`).

    Raises:
        NotFound: the folder holds no manifest.
        SetupError: `key` is neither a public key nor a list of trusted keys.
        KeysNotTrusted: the list does not follow from its first key.
        NoRoom: memory and spill folder do not suffice.
    """
    began = time.monotonic()
    path = edition_dir / manifest.MANIFEST
    if not path.is_file():
        raise NotFound(f"{edition_dir} is not an edition: it has no {manifest.MANIFEST}.")
    keys = signature.known(key)
    verified = _checked(edition_dir, lambda: signature.check(edition_dir, keys, is_untrusted=is_untrusted))
    return VerifyResult(
        edition=verified.edition,
        checks=tuple(verified.checks),
        is_untrusted=keys is None,
        key_fingerprint=verified.key_fingerprint,
        files=verified.files,
        figures=verified.figures,
        evidence_rows=verified.evidence_rows,
        seconds=round(time.monotonic() - began, 2),
    )


def _checked(edition_dir: Path, check_signature: Callable[[], Signed]) -> _Verified:
    """Check the files first: what is no file of its own is not opened."""
    verified = _Verified(edition=edition_dir.name, checks=[])
    odd = files.irregular(edition_dir)
    if odd:
        verified.checks.append(result.concluded(files.NAME, odd, ""))
        _leave(verified, "the edition holds what is no file, so nothing of it was opened")
        return verified
    signed = check_signature()
    verified.checks.append(signed.check)
    verified.key_fingerprint = signed.key_fingerprint
    content = (edition_dir / manifest.MANIFEST).read_bytes()
    try:
        stated = place.parsed(content)
    except ValueError as error:
        wrong = failure(place.NAME, manifest.MANIFEST, error, "something else")
        verified.checks.append(result.concluded(place.NAME, [wrong], ""))
        _leave(verified, "the manifest is not one")
        return verified
    verified.edition, verified.files = f"{stated['period']}/v{stated['version']}", len(stated["files"])
    verified.checks += [
        place.check(edition_dir, content, stated),
        chain.check(edition_dir, stated),
        files.check(edition_dir, stated),
    ]
    _check_content(edition_dir, stated, verified)
    return verified


def _check_content(edition_dir: Path, stated: Mapping[str, Any], verified: _Verified) -> None:
    """Read the report in processes of their own, while figures and differences are made again here."""
    numbers = cache(lambda: printed.numbers(edition_dir))
    with suppress(EditionDamaged):  # the checks that need them say so; both processes share what is read now
        numbers()
    with side_by_side.begun(
        lambda: _report(edition_dir, numbers, stated),
        lambda: printed.check(edition_dir, numbers(), PDF),
    ) as (report, pdf):
        _guarded(verified, OF_CONTENT[:3], lambda: _figures(edition_dir, stated, verified))
        _guarded(verified, (series.NAME,), lambda: (series.check(edition_dir, stated),))
        _guarded(verified, (models.NAME,), lambda: (models.check(edition_dir, stated),))
        _guarded(verified, (table.NAME,), lambda: (table.check(edition_dir, stated),))
        _guarded(verified, (differences.NAME,), lambda: (differences.check(edition_dir, stated),))
        _guarded(verified, (pages.NAME, *OTHERS), report.result)
        _guarded(verified, PDF, pdf.result)
    verified.checks.sort(key=lambda check: NAMES.index(check.name))


def _report(
    edition_dir: Path, numbers: Callable[[], ReportSource], stated: Mapping[str, Any]
) -> tuple[CheckResult, ...]:
    """Check pages, HTML and workbook against the same figures.

    Raises:
        EditionDamaged: the figures or differences cannot be read.
    """
    verified = _Verified(edition=edition_dir.name, checks=[])
    known = numbers()
    _guarded(verified, (pages.NAME,), lambda: (pages.check(edition_dir, known, stated),))
    _guarded(verified, OTHERS, lambda: printed.check(edition_dir, known, OTHERS))
    return tuple(verified.checks)


def _figures(edition_dir: Path, stated: Mapping[str, Any], verified: _Verified) -> tuple[CheckResult, ...]:
    recomputed = figures.check(edition_dir, stated["period"])
    verified.figures, verified.evidence_rows = recomputed.figures, recomputed.evidence_rows
    return recomputed.checks


def _guarded(
    verified: _Verified, names: tuple[str, ...], make: Callable[[], tuple[CheckResult, ...]]
) -> None:
    """Make checks that read files; what cannot be read fails the first of them and leaves the others."""
    try:
        verified.checks += make()
    except EditionDamaged as error:
        first, *others = names
        damaged = failure(first, "its files", "what an edition holds", error)
        verified.checks.append(result.concluded(first, [damaged], ""))
        verified.checks += [result.unchecked(name, "what it reads is damaged, see above") for name in others]


def _leave(verified: _Verified, why: str) -> None:
    """Say of every check that could not be made why."""
    made = {check.name for check in verified.checks}
    verified.checks += [result.unchecked(name, why) for name in NAMES if name not in made]

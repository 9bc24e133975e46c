"""What a check of an edition found, in words for a person and as fields for a program."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Outcome = Literal["ok", "failed", "unchecked"]


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One thing that is not as it should be: a file, the signature, or a part of a figure."""

    check: str
    subject: str
    part: str | None = None
    expected: str | None
    found: str | None

    def __str__(self) -> str:
        named = self.subject if self.part is None else f"{self.subject}, {self.part}"
        return f"{self.check}: {named}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """What became of one check, and in words how much it looked at or why it could not."""

    name: str
    outcome: Outcome
    said: str
    failures: tuple[Failure, ...] = ()

    def __str__(self) -> str:
        return f"{self.name:<12} {self.outcome:<10} {self.said}".rstrip()


@dataclass(frozen=True, kw_only=True)
class VerifyResult:
    """What every check of an edition found, and how much was read."""

    edition: str
    checks: tuple[CheckResult, ...]
    is_untrusted: bool
    key_fingerprint: str | None
    files: int
    figures: int
    evidence_rows: int
    seconds: float

    @property
    def is_ok(self) -> bool:
        """Tell whether nothing failed."""
        return not any(check.outcome == "failed" for check in self.checks)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that is not as it should be, in the order of the checks."""
        return tuple(failure for check in self.checks for failure in check.failures)

    @property
    def verdict(self) -> str:
        """Say in one line what it comes to."""
        unchecked = [check.name for check in self.checks if check.outcome == "unchecked"]
        except_for = f"; not checked: {', '.join(unchecked)}" if unchecked else ""
        said = "holds together, but is UNTRUSTED" if self.is_untrusted else "verifies"
        if not self.is_ok:
            said = f"does not verify: {len(self.failures)} failures"
        return f"{self.edition} {said}{except_for}"

    def check(self, name: str) -> CheckResult:
        """Return what became of the check of that name."""
        return next(check for check in self.checks if check.name == name)

    def as_dict(self) -> dict[str, Any]:
        """Return what the command line prints as JSON."""
        return {"is_ok": self.is_ok, "verdict": self.verdict} | asdict(self)


def concluded(name: str, failures: Iterable[Failure], said: str) -> CheckResult:
    """Return a check that was made: failed when anything is not as it should be."""
    failed = tuple(failures)
    if not failed:
        return CheckResult(name=name, outcome="ok", said=said)
    counted = f"{len(failed)} {'failure' if len(failed) == 1 else 'failures'}"
    return CheckResult(name=name, outcome="failed", said=counted, failures=failed)


def unchecked(name: str, why: str) -> CheckResult:
    """Return a check that could not be made here."""
    return CheckResult(name=name, outcome="unchecked", said=why)


def failure(check: str, subject: str, expected: object, found: object, part: str | None = None) -> Failure:
    """Return one thing that is not as it should be."""
    return Failure(
        check=check,
        subject=subject,
        part=part,
        expected=None if expected is None else str(expected),
        found=None if found is None else str(found),
    )

"""What a gate found: open or shut, with the expectations that failed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cakupan.errors import GateShut, SetupError


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the report says of a warning, by its code, and for how many rows of how many it holds."""

    code: str
    failing: int | None
    rows: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer of one gate, without personal data.

    `critical` and `warnings` tell operators expectation, observed and bound; `notices` are for the report.
    """

    gate: str
    is_open: bool
    critical: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    def require_open(self) -> None:
        """Stop when a critical expectation failed.

        Raises:
            GateShut: it did; the message lists what failed.
        """
        if not self.is_open:
            lines = "\n".join(f"  {text}" for text in self.critical)
            raise GateShut(f"Gate {self.gate!r} is shut, nothing is published:\n{lines}")


def write(results_dir: Path, verdict: Verdict, expectations: list[dict[str, Any]]) -> Path:
    """Keep a verdict and the outcome of each expectation as data."""
    results_dir.mkdir(parents=True, exist_ok=True)
    path = _path(results_dir, verdict.gate)
    content = {"verdict": asdict(verdict), "expectations": expectations}
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return path


def read(results_dir: Path, gate: str) -> Verdict:
    """Return a verdict that was kept.

    Raises:
        SetupError: the file is gone; nothing may be published without its verdict.
    """
    path = _path(results_dir, gate)
    if not path.exists():
        raise SetupError(f"The verdict of gate {gate!r} is missing: {path}. Close the month again.")
    stored: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["verdict"]
    return Verdict(
        gate=stored["gate"],
        is_open=stored["is_open"],
        critical=tuple(stored["critical"]),
        warnings=tuple(stored["warnings"]),
        notices=tuple(Notice(**one) for one in stored["notices"]),
    )


def _path(results_dir: Path, gate: str) -> Path:
    return results_dir / f"gate_{gate}.json"

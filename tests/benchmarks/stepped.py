"""A stage with the processor seconds that the server spent on it, and its line in a table."""

from dataclasses import dataclass
from typing import Any

from benchmarks.installation import Installation
from benchmarks.measuring import MEBIBYTE, Measured, measure


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stage that ended, and what the server's sessions took meanwhile."""

    measured: Measured
    server_cpu: float

    @property
    def seconds(self) -> float:
        """Seconds on the wall."""
        return self.measured.seconds

    def against(self, copied: "Step") -> float:
        """Its seconds as a multiple of those of a bare COPY."""
        return self.seconds / copied.seconds

    def cells(self, copied: "Step") -> tuple[float, float, float, float, int]:
        """Seconds, processor seconds of step and server, the multiple of COPY, memory in MiB."""
        return (
            self.seconds,
            self.measured.cpu,
            self.server_cpu,
            self.against(copied),
            self.measured.peak // MEBIBYTE,
        )


def watched(here: Installation, stage: str, **orders: Any) -> Step:
    """Run a stage and return it with the processor seconds of the server."""
    before = here.server_cpu
    measured = measure(stage, here.environment, beside=here.postmaster, **orders)
    return Step(measured=measured, server_cpu=here.server_cpu - before)

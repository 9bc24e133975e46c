"""Fuzz the reader of partners' files: changed files of every form, read by every contract, within bounds.

    python -m fuzz.run --seconds 3600 --out FOLDER [--first NUMBER]

Each execution is a number: the same number makes the same file. FOLDER gets progress.json (executions, what
came of them, the slowest), findings.jsonl and the file of each finding, named by its hash; see `make fuzz`.
"""

import argparse
import hashlib
import json
import logging
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from cakupan.contracts import roster
from cakupan.errors import FileRefused
from cakupan.intake.judging.judge import Received, judge
from cakupan.intake.reading import read
from cakupan.workbooks import watched
from cakupan.workbooks.model import Limits
from cakupan.workbooks.reading import archive_members, reading
from cakupan.workbooks.watched import Announce, Bounds, Refused
from fuzz import mutations, seeds

BOUNDS = Bounds(seconds=10, memory_bytes=1024**3)
LIMITS = Limits(
    max_file_bytes=20 * 1024**2,
    max_text_bytes=20 * 1024**2,
    max_unpacked_bytes=100 * 1024**2,
    max_columns=1000,
    max_rows=200_000,
)
AT_ONCE = 400
JUDGED_SHARE = 0.1  # of the files that were read: judging takes longer than reading
CONTRACTS_AT_ONCE = 3  # of the nine, others for each file
KEPT_SLOW = 10
TRIES_TO_SHORTEN = 60


@cache
def _seeds() -> tuple[tuple[str, bytes], ...]:
    return tuple(sorted(seeds.seeds().items()))


def made(execution: int) -> tuple[str, bytes]:
    """Return the file of an execution and the name of the seed it comes from."""
    random = Random(execution)  # noqa: S311 - the same number shall make the same file
    name, data = random.choice(_seeds())
    return name, mutations.mutated(name.partition("-")[0], data, random)


def read_all(data: bytes, random: Random) -> str:
    """Read a file as intake does, by some contracts, and judge some; return what came of it.

    Raises:
        Exception: a finding, whatever it is.
    """
    try:
        if archive_members.is_archive(data):
            return f"archive of {min(len(list(archive_members.members(data, LIMITS, 100))), 3)}"
        book = reading.read(data, LIMITS)
    except FileRefused as refusal:
        return refusal.code
    kinds = random.sample(sorted(roster.kinds()), CONTRACTS_AT_ONCE)
    readings = {kind: read.read_workbook(book, roster.contract(kind), {}) for kind in kinds}
    taken = [kind for kind, reading in readings.items() if reading.refusal is None]
    if taken and random.random() < JUDGED_SHARE:
        _judge(data, taken[0])
    return "taken" if taken else "understood by no contract"


def _judge(data: bytes, kind: str) -> None:
    file = Received(
        submission_no=1,
        data=data,
        roster_kind=kind,
        layout={},
        reference_date=date(2024, 10, 1),
        partner_area_code="33.28",
        funding_default=None,
    )
    (judgement,) = judge([file], LIMITS).judgements
    received = sum(reading.classes["received"] for reading in judgement.reading.sheets)
    if judgement.reading.refusal is None and sum(judgement.counts.values()) != received:
        raise AssertionError("rows are lost")


def _work(items: Sequence[int], announce: Announce, refused: Refused) -> list[list[Any]]:
    warnings.simplefilter("ignore")
    found = []
    for item in items:
        announce(item)
        if item in refused:
            found.append([item, "stopped", refused[item].details.get("bound", "signal"), BOUNDS.seconds, "?"])
            continue
        name, data = made(item)
        began = time.perf_counter()
        try:
            outcome, what = "ended", read_all(data, Random(item))  # noqa: S311 - as above
        except Exception as error:  # noqa: BLE001 - each kind of error nobody foresaw is a finding
            outcome, what = "raised", _place_of(error)
        found.append([item, outcome, what, time.perf_counter() - began, name])
    return found


def _place_of(error: Exception) -> str:
    """The class of an error and where in our code it came from."""
    frame, place = error.__traceback__, ""
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if "/cakupan/" in name:
            place = f"{name.rpartition('/cakupan/')[2]}:{frame.tb_lineno}"
        frame = frame.tb_next
    return f"{type(error).__name__} at {place}"


class Fuzzing:
    """One run: what was executed so far and what was found."""

    def __init__(self, folder: Path, first: int) -> None:
        self.folder, self.first, self.next = folder, first, first
        self.counts: Counter[str] = Counter()
        self.slowest: list[tuple[float, int, str]] = []
        self.known: Counter[str] = Counter()
        self.began = time.time()

    def step(self) -> None:
        """Execute some more and write down how far it is."""
        items = list(range(self.next, self.next + AT_ONCE))
        self.next += AT_ONCE
        for part in watched.run(_work, items, bounds=BOUNDS):
            for item, outcome, what, seconds, name in part:
                self.slowest = sorted([*self.slowest, (round(seconds, 3), item, name)], reverse=True)[
                    :KEPT_SLOW
                ]
                self._take(int(item), str(outcome), str(what))
        self.slowest = sorted(self.slowest, reverse=True)[:KEPT_SLOW]
        self._write_progress()

    def _take(self, item: int, outcome: str, what: str) -> None:
        self.counts[f"{outcome}: {what}"] += 1
        if outcome == "ended":
            return
        self.known[f"{outcome} {what}"] += 1
        if self.known[f"{outcome} {what}"] <= 3:
            self._keep(item, outcome, what)

    def _keep(self, item: int, outcome: str, what: str) -> None:
        name, data = made(item)
        shortest = data if what == "seconds" else shortened(data, item, outcome, what)  # a try takes them all
        digest = hashlib.sha256(shortest).hexdigest()[:16]
        (self.folder / f"{name}-{digest}.bin").write_bytes(shortest)
        line = {"execution": item, "seed": name, "outcome": outcome, "what": what, "sha256": digest}
        with (self.folder / "findings.jsonl").open("a") as stream:
            stream.write(json.dumps({**line, "bytes": len(shortest), "bytes_before": len(data)}) + "\n")

    def _write_progress(self) -> None:
        executions = self.next - self.first
        seconds = time.time() - self.began
        progress = {
            "first": self.first,
            "executions": executions,
            "seconds": round(seconds),
            "per_second": round(executions / seconds, 1),
            "outcomes": dict(self.counts.most_common()),
            "slowest": self.slowest,
        }
        (self.folder / "progress.json").write_text(json.dumps(progress, indent=1) + "\n")


def shortened(data: bytes, execution: int, outcome: str, what: str) -> bytes:
    """Return a shorter file that does the same, found by taking pieces out; a few tries are enough."""
    piece = len(data) // 2
    tries = 0
    while piece and tries < TRIES_TO_SHORTEN:
        start = 0
        while start < len(data) and tries < TRIES_TO_SHORTEN:
            shorter = data[:start] + data[start + piece :]
            tries += 1
            if _does(shorter, execution) == (outcome, what):
                data = shorter
            else:
                start += piece
        piece //= 2
    return data


def _does(data: bytes, execution: int) -> tuple[str, str]:
    def work(items: Sequence[int], announce: Announce, refused: Refused) -> list[str]:
        announce(items[0])
        if refused:
            return ["stopped", str(refused[items[0]].details.get("bound", "signal"))]
        try:
            return ["ended", read_all(data, Random(execution))]  # noqa: S311 - as above
        except Exception as error:  # noqa: BLE001 - as above
            return ["raised", _place_of(error)]

    ((outcome, what),) = watched.run(work, [1], bounds=BOUNDS)
    return outcome, what


def main() -> None:
    """Fuzz for as long as told."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", type=int, default=1)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.CRITICAL)
    fuzzing = Fuzzing(chosen.out, chosen.first)
    while time.time() - fuzzing.began < chosen.seconds:
        fuzzing.step()
    sys.stdout.write((chosen.out / "progress.json").read_text())


if __name__ == "__main__":
    main()

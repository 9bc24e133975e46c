"""What a later edition knew that an earlier did not: submissions, loads, time and definitions, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from cakupan.editions.differences.change import Origin

OF_FACTS = ("models/", "macros/", "engines/", "seeds/", "settings.json")
NOT_OF_FACTS = (
    *(f"models/{folder}/" for folder in ("evidence", "figures", "gates", "lists")),
    *(
        f"seeds/{name}.csv"
        for name in ("indicators", "notes", "units", "slicings", "sources", "bases", "owners", "awards")
    ),
    "macros/evidence.sql",
    "macros/shapes.sql",
)
DECIDED = "decision"
PAIRS_NAMED = 3  # of a load with more merges or splits
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What an edition says it was made of: inputs, the instant it looks from, and the code."""

    inputs: Mapping[str, Any]
    as_of: str
    code_version: str

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "Stated":
        """Return what a manifest states."""
        return cls(inputs=manifest["inputs"], as_of=manifest["as_of"], code_version=manifest["code_version"])

    @cached_property
    def submissions(self) -> dict[int, Mapping[str, Any]]:
        """Its submissions by number."""
        rows: Rows = self.inputs.get("submissions", ())
        return {int(str(row["submission_id"])[1:]): row for row in rows}

    @cached_property
    def files(self) -> dict[int, list[Mapping[str, Any]]]:
        """The files of its loads, by load."""
        by_load: dict[int, list[Mapping[str, Any]]] = {}
        for row in self.inputs.get("extract_files", ()):
            by_load.setdefault(int(row["load_no"]), []).append(row)
        return by_load

    @cached_property
    def decisions(self) -> dict[int, Mapping[str, Any]]:
        """Its loads of human decisions and of models, by load."""
        rows: Rows = self.inputs.get("decisions", ())
        return {int(row["load_no"]): row for row in rows}


@dataclass(frozen=True, kw_only=True)
class Event:
    """What became of a submission between two editions, and of which submission that is the doing."""

    cause: str
    submission_no: int


@dataclass(frozen=True, kw_only=True)
class News:
    """The differences between what two editions were made of."""

    before: Stated
    after: Stated
    definitions: tuple[str, ...] = ()

    @property
    def has_other_facts(self) -> bool:
        """Tell whether facts are defined otherwise: not what is counted of them, but what they hold."""
        return any(_makes_facts(name) for name in self.definitions)

    @property
    def has_other_code(self) -> bool:
        """Tell whether anything at all is defined otherwise."""
        return bool(self.definitions) or self.before.code_version != self.after.code_version

    @cached_property
    def loads(self) -> dict[str, list[int]]:
        """The loads that only one edition has, by kind."""
        by_kind: dict[str, set[int]] = {"register": set(), "reference": set()}
        one, other = self.before.files, self.after.files
        for load_no in one.keys() ^ other.keys():
            kind = str((one.get(load_no) or other[load_no])[0]["kind"])
            by_kind.setdefault(kind, set()).add(load_no)
        by_kind[DECIDED] = self.before.decisions.keys() ^ self.after.decisions.keys()
        return {kind: sorted(numbers) for kind, numbers in by_kind.items()}

    @cached_property
    def joined(self) -> dict[int, int]:
        """The persons that staff made one or two between the editions, with the newest load that did."""
        return {
            int(person_no): load_no
            for load_no in self.loads[DECIDED]
            for pair in _pairs(self._decision_of(load_no))
            for person_no in pair
        }

    def _decision_of(self, load_no: int) -> Mapping[str, Any]:
        return self.after.decisions.get(load_no) or self.before.decisions.get(load_no) or {}

    @cached_property
    def events(self) -> dict[int, Event]:
        """What became of each submission of either edition that stands otherwise than it did."""
        own, drivers = self._own_events, self.drivers
        by_submission = dict(own)
        for number in self._moved() - own.keys():
            row = self.submission(number)
            by_submission[number] = drivers.get(_list_of(row)) or Event(
                cause="withdrawn", submission_no=number
            )
        return by_submission

    @cached_property
    def drivers(self) -> dict[tuple[str, str], Event]:
        """The newest event of each partner's lists of a kind."""
        return {
            _list_of(self.submission(number)): event for number, event in sorted(self._own_events.items())
        }

    @cached_property
    def _own_events(self) -> dict[int, Event]:
        before, after = self.before.submissions, self.after.submissions
        replaced = {
            _list_of(row)
            for number, row in before.items()
            if row.get("is_in_force") and not after.get(number, {}).get("is_in_force")
        }
        by_submission = {}
        for number in after:
            cause = _became(before.get(number), after[number], replaced)
            if cause is not None:
                by_submission[number] = Event(cause=cause, submission_no=number)
        return by_submission

    def _moved(self) -> set[int]:
        """Submissions that counted in one edition only."""
        before, after = self.before.submissions, self.after.submissions
        return {
            number
            for number in before.keys() | after.keys()
            if bool(before.get(number, {}).get("is_in_force"))
            != bool(after.get(number, {}).get("is_in_force"))
            or number not in after
        }

    def submission(self, number: int) -> Mapping[str, Any]:
        """Return what the editions state of a submission, the later first."""
        unknown = {"submission_id": f"S{number:06}"}
        return self.after.submissions.get(number) or self.before.submissions.get(number) or unknown

    def settled(self, origin: Origin) -> Origin:
        """Return the one new load of a kind where all of them are meant."""
        numbers = self.loads.get(origin.cause, [])
        is_the_only = origin.source_kind == "load" and not origin.source_no and len(numbers) == 1
        return replace(origin, source_no=numbers[0]) if is_the_only else origin

    def named(self, origin: Origin) -> tuple[str, str, str | None]:
        """Return id, name and reason of where a change comes from."""
        if origin.source_kind == "submission":
            return self._submission(origin)
        if origin.source_kind == "load":
            return self._loads(origin)
        if origin.source_kind == "as_of":
            return self.after.as_of, f"{self.before.as_of} -> {self.after.as_of}", None
        if origin.source_kind == "code":
            changed = f": {', '.join(self.definitions[:3])}" if self.definitions else ""
            versions = f"{self.before.code_version} -> {self.after.code_version}"
            return self.after.code_version, versions + changed, None
        return origin.named.partition(",")[0], origin.named, None

    def _submission(self, origin: Origin) -> tuple[str, str, str | None]:
        number = origin.source_no
        row = self.submission(number)
        said = (row.get(name) for name in ("partner_id", "roster_kind", "period", "file_name"))
        reasons = {
            "released": row.get("release_reason"),
            "held": row.get("held_code"),
            "correction": row.get("replay_reason") or row.get("corrects"),
        }
        name = ", ".join(str(text) for text in said if text is not None)
        return str(row["submission_id"]), name, reasons.get(origin.cause)

    def _decision(self, row: Mapping[str, Any]) -> tuple[str, str, str | None]:
        """Return who is known by whose decision: of staff with the reason they gave, or of another model."""
        parts = [
            *(f"persons {one} and {other} are one" for one, other in row.get("joined", ())),
            *(f"persons {one} and {other} are two" for one, other in row.get("parted", ())),
        ]
        more = f": {'; '.join(parts[:PAIRS_NAMED])}" if parts else ""
        said = "model" if row["kind"] == "model" else f"decisions of staff{more}"
        return str(row["load_no"]), f"load {row['load_no']} ({said})", row.get("reason")

    def _loads(self, origin: Origin) -> tuple[str, str, str | None]:
        if decided := self._decision_of(origin.source_no):
            return self._decision(decided)
        kind = "register" if origin.cause == "register" else "reference"
        numbers = [origin.source_no] if origin.source_no else self.loads[kind]
        names = []
        for number in numbers:
            files = self.after.files.get(number) or self.before.files.get(number, [])
            named = ", ".join(dict.fromkeys(str(file["file_name"]) for file in files if "file_name" in file))
            names.append(f"load {number}" + (f" ({named})" if named else ""))
        return ", ".join(map(str, numbers)), "; ".join(names), None


def _makes_facts(name: str) -> bool:
    return name.startswith(OF_FACTS) and not name.startswith(NOT_OF_FACTS)


def _pairs(decision: Mapping[str, Any]) -> list[list[int]]:
    """Return the numbers of persons that a decision made one or two, in pairs; none of earlier editions."""
    return [*decision.get("joined", ()), *decision.get("parted", ())]


def _list_of(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("partner_id")), str(row.get("roster_kind"))


def _became(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], replaced: set[tuple[str, str]]
) -> str | None:
    """Return what became of a submission by itself; None when it stands as it stood."""
    if before is None or before.get("judgement_no") is None:
        if after.get("judgement_no") is None and before is not None:
            return None
        is_correction = after.get("is_in_force") and _list_of(after) in replaced
        return "correction" if is_correction or after.get("corrects") else "late_list"
    if before.get("judgement_no") != after.get("judgement_no"):
        return "correction"
    was_held, is_held = (row.get("outcome") == "held" for row in (before, after))
    if was_held != is_held:
        return "held" if is_held else "released"
    return None

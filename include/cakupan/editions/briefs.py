"""Reports of a part of the country, made of a published edition and of nothing else, outside its close.

Each is read back before it counts as made, like the report of the edition, and says of which it is: its
`brief.json` names edition, hash of its manifest, scope, audience and the hash of every file.
"""

import json
import multiprocessing
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.frozen import report as frozen
from cakupan.errors import GateShut, NotFound
from cakupan.reports import readback, render
from cakupan.reports.areas import level
from cakupan.reports.cut import cut
from cakupan.reports.report import Audience, Kind, Report, Scope
from cakupan.reports.source import NATION, ReportSource

STATED = "brief.json"
KIND_OF_LEVEL = {
    "nation": Kind.NATION,
    "province": Kind.PROVINCE,
    "regency": Kind.REGENCY,
    "village": Kind.VILLAGE,
    "office": Kind.OFFICE,
}
MOST_TOLD = 5
_BEGUN: "list[_Work]" = []  # in a process that makes reports, what it makes them of


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A report that was made: of what, where it lies, and how many numbers were read back."""

    code: str
    folder: Path
    numbers: int
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A published edition opened to make reports of it."""

    name: str
    manifest_sha256: str
    source: ReportSource

    @classmethod
    def open(cls, folder: Path) -> "Edition":
        """Read the figures and lists of an edition.

        Raises:
            NotFound: the folder is no edition.
            EditionIncomplete: a frozen table lacks what the report prints.
        """
        if not (folder / manifest.MANIFEST).is_file():
            raise NotFound(f"{folder} is not an edition: it has no {manifest.MANIFEST}.")
        stated = manifest.read(folder)
        return cls(
            name=f"{stated['period']}/v{stated['version']}",
            manifest_sha256=manifest.sha256_of(folder / manifest.MANIFEST),
            source=frozen.source(folder, frozen.stated(stated)),
        )

    def scope(self, code: str) -> Scope:
        """Return the scope of an area or office by its code.

        Raises:
            NotFound: the edition has no figure of it.
        """
        known = {row.area_code for row in self.source.rows.values()}
        kind = KIND_OF_LEVEL.get(level(code)) if code in known else None
        if kind is None:
            near = sorted(area for area in known if area.startswith(code[:2]) and area.count(".") <= 1)[:8]
            hint = f" There is {', '.join(near)}." if near else ""
            raise NotFound(f"{self.name} has no report of {code!r}.{hint}")
        return Scope(kind=kind, code=code)

    def scopes(self, of: str) -> list[Scope]:
        """Return the scopes of one level that have a rate of coverage, in the order of their codes."""
        codes = {row.area_code for row in self.source.select("ucj_ytd") if row.value}
        return [self.scope(code) for code in sorted(codes) if code != NATION and level(code) == of]


def write(
    edition: Edition, scopes: Sequence[Scope], audience: Audience, out: Path, processes: int = 1
) -> Iterator[Brief]:
    """Make reports of these scopes below a folder, several at a time, and yield each once it is read back.

    Raises:
        GateShut: a number of one is not its figure; its folder is gone, the others stay.
    """
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    work = _Work(edition=edition, audience=audience, out=out)
    if processes == 1 or len(scopes) == 1:
        yield from map(work, scopes)
        return
    # Not forks: where this process has set a PDF before, a fork lacks the threads that do it, and waits.
    with multiprocessing.get_context("spawn").Pool(processes, _begin, (work,)) as pool:
        yield from pool.imap_unordered(_work_on, scopes)


def _begin(work: "_Work") -> None:
    """Give a process the edition once, and not with each scope."""
    _BEGUN.append(work)


def _work_on(scope: Scope) -> Brief:
    return _BEGUN[0](scope)


@dataclass(frozen=True, kw_only=True)
class _Work:
    edition: Edition
    audience: Audience
    out: Path

    def __call__(self, scope: Scope) -> Brief:
        folder = self.out / scope.code.replace(":", "-")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        source = cut(self.edition.source, scope, self.audience)
        paths = []
        for locale in readback.LANGUAGES:
            report = Report(source=source, scope=scope, audience=self.audience, locale=locale)
            paths += render.alone(report, folder)
        numbers = _read_back(folder, source)
        (folder / STATED).write_bytes(manifest.canonical(self._stated(scope, folder, paths)))
        size = sum(path.stat().st_size for path in paths)
        return Brief(code=scope.code, folder=folder, numbers=numbers, bytes=size)

    def _stated(self, scope: Scope, folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
        return {
            "edition": self.edition.name,
            "manifest_sha256": self.edition.manifest_sha256,
            "scope": {"kind": scope.kind.value, "code": scope.code},
            "audience": self.audience.value,
            "files": {
                path.relative_to(folder).as_posix(): manifest.sha256_of(path) for path in sorted(paths)
            },
        }


def _read_back(folder: Path, source: ReportSource) -> int:
    """Read every format back and return how many numbers were found.

    Raises:
        GateShut: one is not its figure.
    """
    rows = [row for compare in readback.comparisons(folder, source).values() for row in compare()]
    wrong = [dict(zip(readback.COLUMNS, row, strict=True)) for row in rows if not row[-1]]
    if wrong:
        shutil.rmtree(folder)
        lines = "\n".join(
            f"  {one['format']} {one['place']}: {one['figure_id']} prints {one['printed']!r},"
            f" expected {one['expected']!r}"
            for one in wrong[:MOST_TOLD]
        )
        raise GateShut(
            f"{folder.name}: {len(wrong)} numbers are not their figures, nothing is kept:\n{lines}"
        )
    return len(rows)


def default_folder(name: str) -> Path:
    """Return where the briefs of an edition called 2024-10/v1 go when nobody says where."""
    return settings.load().folder("briefs") / name


def stated(folder: Path) -> dict[str, Any]:
    """Return what a brief says of itself.

    Raises:
        NotFound: the folder is no brief.
    """
    path = folder / STATED
    if not path.is_file():
        raise NotFound(f"{folder} is no report of a part of the country: it has no {STATED}.")
    said: dict[str, Any] = json.loads(path.read_bytes())
    return said

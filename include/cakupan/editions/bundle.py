"""The staging bundle of a run: its report rendered, gated, sealed."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from cakupan import settings
from cakupan.editions import engines, freeze, manifest
from cakupan.editions.frozen import evidence, series
from cakupan.editions.period import iso
from cakupan.editions.plan import Plan, folder
from cakupan.editions.proof import private, sealing
from cakupan.editions.proof.position import Position
from cakupan.editions.proof.store import KeyStore
from cakupan.editions.run import CloseRun
from cakupan.quality import verdict as verdicts
from cakupan.warehouse import loads
from cakupan.warehouse.connection import connect
from cakupan.warehouse.loads import code_version


def path(current: CloseRun) -> Path:
    """Return where the bundle of a run is made."""
    return current.staging / "bundle"


def plan(current: CloseRun) -> Plan:
    """Return the plan that the frozen bundle was made for."""
    return Plan.read(current.staging / "plan.json")


def render(current: CloseRun) -> list[Path]:
    """Write the report in every format from the frozen files; what an earlier attempt wrote is replaced."""
    from cakupan.editions.frozen import report
    from cakupan.reports.render import render as write_report
    from cakupan.reports.source import EditionFacts

    bundle, made_for = path(current), plan(current)
    facts = EditionFacts(
        period=current.period,
        version=made_for.version,
        as_of=current.as_of,
        code_version=code_version(),
        is_demo_clock=made_for.is_demo_clock,
        reason=made_for.reason,
        supersedes_version=made_for.supersedes_version,
        warnings=verdicts.read(current.results, "marts").notices,
    )
    return write_report(report.source(bundle, facts), bundle / "report")


def read_back(current: CloseRun, meanwhile: Callable[[], None]) -> pd.DataFrame:
    """Return every number of the finished report files with what it should be; `meanwhile` is done here."""
    from cakupan.reports.readback import read_back as read_report

    bundle = path(current)
    figures, changes = evidence.read_figures(bundle), freeze.read_changes(bundle)
    points = series.read_frame(bundle)
    return read_report(bundle / "report", figures, changes, points, meanwhile)


def seal(current: CloseRun, position: Position) -> None:
    """Sign what the bundle holds; a rebuild takes over the signatures over the manifest that it repeats."""
    made_for = plan(current)
    gates = {gate: asdict(verdicts.read(current.results, gate)) for gate in ("marts", "report")}
    inputs: dict[str, Any] = json.loads((current.staging / "inputs.json").read_bytes())
    header = manifest.Header(
        period=current.period,
        version=made_for.version,
        as_of=iso(current.as_of),
        supersedes_version=made_for.supersedes_version,
        reason=made_for.reason,
        is_demo_clock=made_for.is_demo_clock,
        code_version=code_version(),
        engine=engines.of(current.results),
        position=position,
    )
    if made_for.kind == "rebuild":
        _repeat(current, made_for, header, inputs, gates)
        return
    sealing.seal(
        path(current),
        header=header,
        inputs=inputs,
        gates=gates,
        store=KeyStore(home=settings.load().home),
        now=_now,
        required=settings.load().required_signatures,
    )


def _repeat(
    current: CloseRun, made_for: Plan, header: manifest.Header, inputs: dict[str, Any], gates: dict[str, Any]
) -> None:
    """Nobody signs a rebuild: what it repeats was signed, and the same manifest has the same signatures."""
    bundle = path(current)
    original = folder(current.period, made_for.version) if made_for.version is not None else None
    if original is None or not (original / manifest.MANIFEST).exists():
        manifest.write(bundle, header=header, inputs=inputs, gates=gates, signing=None)
        return
    for name in (manifest.PUBLIC_KEY, manifest.KEYS):
        private.copy(original / name, bundle / name)
    signing = manifest.Signing.read(manifest.read(original)["signing"])
    content = manifest.write(bundle, header=header, inputs=inputs, gates=gates, signing=signing)
    if content == (original / manifest.MANIFEST).read_bytes():
        private.copy(original / manifest.SIGNATURE, bundle / manifest.SIGNATURE)


def _now() -> datetime:
    with connect() as connection:
        return loads.now(connection)


def differing_files(one: Path, other: Path) -> list[str]:
    """Return the files whose bytes differ between two bundles, or that only one of them has."""
    hashes = [
        {
            file.relative_to(bundle).as_posix(): manifest.sha256_of(file)
            for file in bundle.rglob("*")
            if file.is_file()
        }
        for bundle in (one, other)
    ]
    return sorted(
        name for name in hashes[0].keys() | hashes[1].keys() if hashes[0].get(name) != hashes[1].get(name)
    )

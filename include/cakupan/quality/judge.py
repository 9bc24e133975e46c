"""Run expectation suites over small frames and say what failed, in counts and row ids only."""

import logging
import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from cakupan.quality.verdict import Notice, Verdict

if TYPE_CHECKING:
    import great_expectations as gx

ROWS_NAMED = 5
NOTICE = "notice"  # key in an expectation's meta: the code of what the report says when a warning fires
HOLD_CODE = "hold_code"  # key in the meta of a gate that holds: the reason told when it does
DOMAIN = {"column", "column_A", "column_B", "batch_id", "ignore_row_if", "row_condition", "condition_parser"}
SETTINGS = {"severity", "notes", "meta", "result_format", "catch_exceptions", "description", "windows"}


@dataclass(frozen=True, kw_only=True)
class BrokenExpectation:
    """One expectation that does not hold on one table."""

    table: str
    expectation: str
    column: str | None
    bound: str
    observed: str
    severity: str
    notes: str
    failing: int | None
    rows: int
    ids: tuple[str, ...]
    notice_code: str
    hold_code: str | None = None

    def __str__(self) -> str:
        """For operators: where, which expectation, its bound, what was observed, why the bound."""
        place = f"{self.table}.{self.column}" if self.column else self.table
        named = f" (first: {', '.join(self.ids[:ROWS_NAMED])})" if self.ids else ""
        return f"{place}: {self.expectation}({self.bound}): observed {self.observed}{named}. {self.notes}"

    @property
    def notice(self) -> Notice:
        """For readers of the report, which has the words."""
        return Notice(code=self.notice_code, failing=self.failing, rows=self.rows)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A frame to judge: one suite over one table; `id_column` names rows and holds no personal data."""

    table: str
    frame: pd.DataFrame
    id_column: str
    suite: "gx.ExpectationSuite"


@cache
def _context() -> Any:
    """One context without files, analytics or progress bars serves every gate of this process."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def load() -> None:
    """Load what judges, before there is anything to judge."""
    _context()


def findings(subjects: Iterable[Subject]) -> tuple[list[BrokenExpectation], list[dict[str, Any]]]:
    """Return what does not hold, and every expectation with its outcome as data."""
    failed: list[BrokenExpectation] = []
    outcomes: list[dict[str, Any]] = []
    for subject in subjects:
        for result in _validate(subject):
            finding = _finding(subject, result)
            outcomes.append(_outcome(finding, bool(result.success)))
            if not result.success:
                failed.append(finding)
    return failed, outcomes


def verdict(gate: str, failed: Iterable[BrokenExpectation]) -> Verdict:
    """Return the verdict of a gate: shut when anything critical failed."""
    texts: dict[str, list[str]] = {"critical": [], "warning": []}
    notices = []
    for finding in failed:
        texts[finding.severity].append(str(finding))
        if finding.severity == "warning" and finding.notice_code:
            notices.append(finding.notice)
    return Verdict(
        gate=gate,
        is_open=not texts["critical"],
        critical=tuple(texts["critical"]),
        warnings=tuple(texts["warning"]),
        notices=tuple(notices),
    )


def _validate(subject: Subject) -> list[Any]:
    source = _context().data_sources.add_or_update_pandas("cakupan")
    asset = source.add_dataframe_asset(subject.table)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(
        batch_parameters={"dataframe": subject.frame}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = batch.validate(
            subject.suite,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [subject.id_column],
                "include_unexpected_rows": False,
            },
        )
    order = {expectation.id or index: index for index, expectation in enumerate(subject.suite.expectations)}
    return sorted(report.results, key=lambda result: order.get(result.expectation_config.id, 0))


def _finding(subject: Subject, result: Any) -> BrokenExpectation:
    config = result.expectation_config
    details: Mapping[str, Any] = result.result or {}
    columns = [config.kwargs[name] for name in ("column", "column_A", "column_B") if name in config.kwargs]
    failing = details.get("unexpected_count")
    ids = [str(row[subject.id_column]) for row in details.get("unexpected_index_list") or []]
    return BrokenExpectation(
        table=subject.table,
        expectation=str(config.type).removeprefix("expect_"),
        column=" and ".join(columns) or None,
        bound=_bound(config.kwargs),
        observed=_observed(details, failing, len(subject.frame)),
        severity=str(getattr(config.severity, "value", config.severity)),
        notes=str(config.notes),
        failing=failing,
        rows=len(subject.frame),
        ids=tuple(dict.fromkeys(ids)),
        notice_code=str((config.meta or {}).get(NOTICE, "")),
        hold_code=(config.meta or {}).get(HOLD_CODE),
    )


def _bound(kwargs: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}={value}"
        for name, value in sorted(kwargs.items())
        if name not in DOMAIN and name not in SETTINGS and value is not None
    )


def _observed(result: Mapping[str, Any], failing: int | None, rows: int) -> str:
    if failing is not None:
        return f"{failing} of {rows} rows outside"
    if "observed_value" in result:
        return str(result["observed_value"])
    return "nothing: the expectation could not be computed"


def _outcome(finding: BrokenExpectation, is_met: bool) -> dict[str, Any]:
    return {
        "table": finding.table,
        "expectation": finding.expectation,
        "column": finding.column,
        "bound": finding.bound,
        "severity": finding.severity,
        "notes": finding.notes,
        "is_met": is_met,
        "rows": finding.rows,
        "failing": finding.failing,
        "ids": [] if is_met else list(finding.ids[:ROWS_NAMED]),
    }

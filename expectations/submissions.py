"""Gate 1, between a judged submission and the warehouse: did all of it arrive, and is it usable?

The frame holds one row per submission, so one run judges a whole batch. What is critical holds that
submission and stops nobody else. A full list that shrinks too much is held where
it lands, before it can count.
"""

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from cakupan.quality.judge import HOLD_CODE, Subject

TABLE = "intake.submission_summary"
QUERY = """
select
    summary.submission_id, summary.received, summary.accepted, summary.accepted_rate,
    summary.sheet_received, summary.landed_rows
from intake.submission_summary as summary
inner join intake.latest_judgement as latest
    on summary.submission_no = latest.submission_no and summary.judgement_no = latest.judgement_no
where summary.submission_id = any(%s) and summary.outcome <> 'refused'
order by summary.submission_no
"""
SUITE = gx.ExpectationSuite(
    name="submissions",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="sheet_received",
            severity="critical",
            notes="The rows of its sheets are a submission's rows, else one was read twice. Set 2026-11.",
            meta={HOLD_CODE: "BARIS_LEMBAR_BERBEDA"},
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="landed_rows",
            severity="critical",
            notes="Every received row has landed; a difference is a load cut short. Set 2026-11.",
            meta={HOLD_CODE: "BARIS_TIDAK_TERSIMPAN"},
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="accepted_rate",
            min_value=0.5,
            severity="warning",
            notes="Under half of the rows usable: a column has moved or it is another list. Set 2026-11.",
        ),
    ],
)


def subject(frame: pd.DataFrame) -> Subject:
    """Return the batch as gate 1 judges it."""
    rates = frame.assign(accepted_rate=pd.to_numeric(frame["accepted_rate"]).astype("float64"))
    return Subject(table=TABLE, frame=rates, id_column="submission_id", suite=SUITE)

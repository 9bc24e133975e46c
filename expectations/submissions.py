"""Gate 1, between a judged submission and the warehouse: is this a roster we may count?

The frame holds one row per submission, so one run judges a whole batch. Critical holds that submission, nothing else.
"""

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from cakupan.quality.judge import Subject

QUERY = """
with

judged as (

    select distinct on (submission_summary.submission_no) submission_summary.*
    from intake.submission_summary
    where submission_summary.submission_id = any(%s)
        and submission_summary.outcome <> 'refused'
    order by submission_summary.submission_no, submission_summary.judgement_no desc

),

replaced as (

    select
        judged.submission_no,
        (
            select summary.accepted
            from intake.submission as earlier
            inner join intake.submission_summary as summary on earlier.submission_no = summary.submission_no
            where earlier.partner_no = submission.partner_no
                and earlier.roster_kind = submission.roster_kind
                and earlier.is_full
                and earlier.submission_no < submission.submission_no
                and earlier.valid_from <= submission.valid_from
                and summary.outcome in ('accepted', 'accepted_with_findings')
            order by earlier.valid_from desc, earlier.submission_no desc, summary.judgement_no desc
            limit 1
        ) as accepted_before
    from judged
    inner join intake.submission on judged.submission_no = submission.submission_no
    where submission.is_full
        and not exists (
            select 1 from control.action
            where action.action = 'release' and action.subject = judged.submission_id
        )

)

select
    judged.submission_id,
    judged.received,
    judged.accepted,
    judged.sheet_received,
    judged.landed_rows,
    judged.accepted_rate::float8 as accepted_rate,
    judged.accepted::float8 / nullif(replaced.accepted_before, 0) as kept_rate
from judged
left join replaced on judged.submission_no = replaced.submission_no
order by judged.submission_no
"""
TABLE = "intake.submission_summary"
SUITE = gx.ExpectationSuite(
    name="submissions",
    expectations=[
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="sheet_received",
            severity="critical",
            notes="The rows of the sheets are the rows of the submission, else a sheet was read twice or not. Set 2026-11.",
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="received",
            column_B="landed_rows",
            severity="critical",
            notes="Every received row has landed; a difference is a load cut short. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="kept_rate",
            min_value=0.5,
            severity="critical",
            notes="A full list under half of the one it replaces is rarely meant; the partner confirms first. Set 2026-11.",
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="accepted_rate",
            min_value=0.5,
            severity="warning",
            notes="Under half of the rows usable: a column has moved or the sheet is another list. Set 2026-11.",
        ),
    ],
)


def subject(frame: pd.DataFrame) -> Subject:
    """Return the batch as gate 1 judges it."""
    rates = frame.assign(
        accepted_rate=pd.to_numeric(frame["accepted_rate"]), kept_rate=pd.to_numeric(frame["kept_rate"])
    )
    return Subject(table=TABLE, frame=rates, id_column="submission_id", suite=SUITE)

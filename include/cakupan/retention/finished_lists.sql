-- Submissions whose rows tell of people though no month within the period counted them, nor does any now.
select
    submission.submission_no,
    submission.submission_id,
    count(*) as row_count
from intake.submission
inner join intake.roster_row
    on
        submission.period = roster_row.period
        and submission.submission_no = roster_row.submission_no
where
    submission.period < %(kept_since)s
    and coalesce(submission.valid_to < (%(kept_since)s || '-01')::date, true)
    and (roster_row.nik is not null or roster_row.kpj is not null or roster_row.nama is not null)
    and not exists (
        select from retention.counted() as counted
        where counted.submission_no = submission.submission_no and counted.period >= %(kept_since)s
    )
    and submission.submission_no not in (
        select listed.submission_no from retention.in_force_now() as listed
    )
group by submission.submission_no, submission.submission_id
order by submission.submission_no

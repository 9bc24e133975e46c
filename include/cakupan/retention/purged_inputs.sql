-- Purges of rows that a build of a month as of an instant would read; persons forgotten since count as such.
with

purge as (
    select
        action.subject,
        action.details ->> 'kind' as kind,
        action.details ->> 'replaced_before' as replaced_before,
        action.details ->> 'known_since' as known_since,
        action.action,
        action.actor,
        action.reason,
        action.acted_at
    from control.action
    where
        (action.action = 'purge' and action.details ->> 'kind' in ('roster_rows', 'register_rows'))
        or action.action = 'forget'
),

listed as (
    select submission.submission_id
    from intake.in_force(%(as_of)s, %(period)s) as in_force
    inner join intake.submission on in_force.submission_no = submission.submission_no
    union
    select submission.submission_id
    from intake.submission_at(%(as_of)s) as known
    inner join intake.submission on known.submission_no = submission.submission_no
    where submission.period = %(period)s
)

select
    purge.subject,
    purge.acted_at,
    purge.actor,
    purge.reason
from purge
where
    (purge.kind = 'roster_rows' and purge.subject in (select listed.submission_id from listed))
    or (purge.kind = 'register_rows' and %(as_of)s < purge.replaced_before::timestamptz)
    or (
        purge.action = 'forget'
        and %(as_of)s >= purge.known_since::timestamptz
        and %(as_of)s < purge.acted_at
    )
order by 2, 1

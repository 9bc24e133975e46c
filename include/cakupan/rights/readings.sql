-- Who read rows that are his, or may be: the exports of what is held on him, comparisons of lists that
-- name him, and readings of figures of editions in which he counts, of which it was recorded how many
-- rows were read and not which.
select
    action.acted_at,
    action.actor,
    action.action,
    action.subject,
    action.reason,
    case
        when action.subject = %(name)s then 'certain'
        else 'possible'
    end as is_of_him
from control.action
where
    action.subject = %(name)s
    or (
        action.action in ('read', 'review')
        and (
            action.details ->> 'edition' = any(%(editions)s)
            or string_to_array(action.subject, '..') && %(submission_ids)s
        )
    )
order by action.action_no

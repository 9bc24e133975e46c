-- Links that do not follow from the link before them: one was altered, or some are gone between.
with

ordered as (
    select
        link.*,
        coalesce(lag(link.link_no) over (partition by link.chain order by link.link_no), 0) as previous_no,
        lag(link.sha256) over (partition by link.chain order by link.link_no) as previous_sha256
    from chain.link
),

recomputed as (
    select
        ordered.*,
        encode(sha256(convert_to(jsonb_build_array(
            ordered.previous_sha256, ordered.chain, ordered.link_no, ordered.table_name, ordered.row_key,
            ordered.subject, ordered.row_count, ordered.content_sha256, ordered.is_from_upgrade,
            extract(epoch from ordered.linked_at)::text
        )::text, 'UTF8')), 'hex') as expected_sha256
    from ordered
)

select
    'chain ' || recomputed.chain || ', link ' || recomputed.link_no || ' of '
    || recomputed.table_name || ' ' || recomputed.row_key || ' (' || recomputed.subject || ')' as subject,
    case
        when recomputed.link_no <> recomputed.previous_no + 1
            then
                'the links ' || (recomputed.previous_no + 1) || ' to '
                || (recomputed.link_no - 1) || ' are gone'
        else 'its hash does not follow from the link before it: one of the two was altered'
    end as fault
from recomputed
where
    recomputed.link_no <> recomputed.previous_no + 1
    or recomputed.sha256 <> recomputed.expected_sha256
order by recomputed.chain, recomputed.link_no

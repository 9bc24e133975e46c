-- Rows that say something else than when they were linked, rows without a link, links without their rows.
with

content as (
    select
        'control.action' as table_name,
        said.*
    from pg_temp.of_actions(array(select action.action_no from control.action)) as said
    union all
    select
        'publication.edition' as table_name,
        said.*
    from pg_temp.of_editions(array(select edition.edition_no from publication.edition)) as said
    union all
    select
        'publication.figure' as table_name,
        said.*
    from pg_temp.of_figures(array(select distinct figure.edition_no from publication.figure)) as said
    union all
    select
        'publication.figure_change' as table_name,
        said.*
    from
        pg_temp.of_changes(
            array(select distinct figure_change.edition_no from publication.figure_change)
        ) as said
    union all
    select
        'identity.resolved_load' as table_name,
        said.*
    from pg_temp.of_persons(array(select resolved_load.load_no from identity.resolved_load)) as said
),

linked as (
    select
        link.table_name,
        link.row_key,
        max(link.subject) as subject,
        max(link.row_count) as row_count,
        max(link.content_sha256) as content_sha256,
        count(*) as links
    from chain.link
    group by link.table_name, link.row_key
),

compared as (
    select
        coalesce(content.table_name, linked.table_name) as table_name,
        coalesce(content.row_key, linked.row_key) as row_key,
        coalesce(linked.subject, content.subject) as subject,
        case
            when linked.row_key is null
                then 'no link knows of it: it was written past the chain'
            when content.row_key is null
                then 'it was recorded and is gone'
            when linked.links > 1
                then 'it has ' || linked.links || ' links where one is made: rows were added later'
            when content.row_count <> linked.row_count
                then content.row_count || ' rows, recorded with ' || linked.row_count
            when content.content_sha256 <> linked.content_sha256
                then 'it says something else than when it was recorded'
        end as fault
    from content
    full join linked
        on content.table_name = linked.table_name and content.row_key = linked.row_key
),

written as (
    -- What a machine decides becomes visible together with the link of its load; what a human
    -- decides is linked when persons are next resolved.
    select
        'person_key' as name,
        person_key.load_no
    from identity.person_key
    union
    select
        'person' as name,
        person.load_no
    from identity.person
    union
    select
        'decision' as name,
        decision.load_no
    from identity.decision
    union
    select
        'merge' as name,
        merge.load_no
    from identity.merge
    union
    select
        'split' as name,
        split.load_no
    from identity.split
    union
    select
        'ruling' as name,
        ruling.load_no
    from identity.ruling
    union
    select
        'model' as name,
        model.load_no
    from identity.model
),

unresolved as (
    select
        min(written.name) as name,
        written.load_no
    from written
    left join identity.resolved_load on written.load_no = resolved_load.load_no
    left join control.load on written.load_no = load.load_no
    where
        resolved_load.load_no is null
        and (
            load.load_no is null
            or load.kind not in ('decision', 'model')
            or written.name in ('decision', 'person', 'person_key')
        )
    group by written.load_no
),

dated as (
    select
        action.action_no,
        action.action || ' ' || action.subject as subject,
        action.acted_at,
        link.linked_at
    from control.action
    inner join chain.link
        on link.table_name = 'control.action' and link.row_key = action.action_no::text
    where
        not link.is_from_upgrade
        and abs(extract(epoch from action.acted_at - link.linked_at)) > 86400
)

select
    compared.table_name || ' ' || compared.row_key || ' (' || compared.subject || ')' as subject,
    compared.fault
from compared
where compared.fault is not null
union all
select
    'identity.' || unresolved.name || ' of load ' || unresolved.load_no as subject,
    'no link knows of these rows: they were written past the chain' as fault
from unresolved
union all
select
    'control.action ' || dated.action_no || ' (' || dated.subject || ')' as subject,
    'it says ' || dated.acted_at || ', and was written at ' || dated.linked_at as fault
from dated
order by 1, 2

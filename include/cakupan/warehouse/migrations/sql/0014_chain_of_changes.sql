-- What the changes of an edition say, hashed: as in 0011, and their sources where they have one.
-- The check makes this function anew from this file, so every name is said in full.

create or replace function chain.of_changes(edition_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        figure_change.edition_no::text,
        min(edition.period || '/v' || edition.version),
        count(*),
        encode(sha256(string_agg(sha256(convert_to((
            jsonb_build_array(
                figure_change.edition_no, figure_change.figure_id, figure_change.previous_edition_no,
                figure_change.part, figure_change.cause, figure_change.previous_value, figure_change.value,
                figure_change.change
            )
            || case when figure_change.source_kind = '' and figure_change.source_id = ''
                and figure_change.source_name is null and figure_change.reason is null
                and figure_change.rows is null
                then '[]'::jsonb
                else jsonb_build_array(
                    figure_change.source_kind, figure_change.source_id, figure_change.source_name,
                    figure_change.reason, figure_change.rows
                )
            end
        )::text, 'UTF8')), ''::bytea order by
            figure_change.figure_id collate "C", figure_change.part collate "C", figure_change.cause collate "C",
            figure_change.source_kind collate "C", figure_change.source_id collate "C"
        )), 'hex')
    from publication.figure_change
    left join publication.edition on figure_change.edition_no = edition.edition_no
    where figure_change.edition_no = any(of_changes.edition_nos)
    group by figure_change.edition_no
$$;

revoke all on function chain.of_changes from public;

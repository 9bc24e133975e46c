-- What the figures of an edition say, hashed: as in 0011, and their matches where they have them.
-- The check makes this function anew from this file, so every name is said in full.

create or replace function chain.of_figures(edition_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        figure.edition_no::text,
        min(edition.period || '/v' || edition.version),
        count(*),
        encode(sha256(string_agg(sha256(convert_to((
            jsonb_build_array(
                figure.edition_no, figure.figure_id, figure.indicator_code, figure.period, figure.area_code,
                figure.area_name, figure.segment_code, figure.slicing, figure.slice_code, figure.slice_name,
                figure.class, figure.expression, figure.input_ids, figure.numerator, figure.denominator,
                figure.value, figure.unit, figure.digits, figure.basis, figure.source, figure.excluded,
                figure.excluded_causes, figure.lower_bound, figure.rank, figure.peer_group, figure.peer_count,
                figure.flag, figure.note
            )
            || case when figure.possible is null and figure.upper_bound is null and figure.unknown is null
                then '[]'::jsonb
                else jsonb_build_array(figure.possible, figure.upper_bound, figure.unknown)
            end
        )::text, 'UTF8')), ''::bytea order by figure.figure_id collate "C")), 'hex')
    from publication.figure
    left join publication.edition on figure.edition_no = edition.edition_no
    where figure.edition_no = any(of_figures.edition_nos)
    group by figure.edition_no
$$;

revoke all on function chain.of_figures from public;

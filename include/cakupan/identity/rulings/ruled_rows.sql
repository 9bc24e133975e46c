-- The rows of `row_to_match` that a human ruled on, by the newest ruling on what they state, and whether what
-- it rests on still holds. Of a ruling that a row is not somebody, the record of the action names whom.
create temporary table ruled_row on commit drop as
with

newest as (
    select distinct on (ruling.partner_no, ruling.row_digest)
        ruling.*,
        (refused.details ->> 'candidate_no')::bigint as candidate_no
    from identity.ruling
    inner join control.load on ruling.load_no = load.load_no
    left join control.action as refused
        on
            refused.action = 'ruling'
            and ruling.load_no = refused.load_no
            and ruling.ruling_no = (refused.details ->> 'ruling_no')::bigint
    where
        load.recorded_at <= %(instant)s
        and ruling.partner_no in (select list_to_match.partner_no from list_to_match)
    order by ruling.partner_no, ruling.row_digest, load.recorded_at desc, ruling.ruling_no desc
),

stated as materialized (
    select
        row_to_match.*,
        pg_temp.row_digest(
            row_to_match.nik,
            row_to_match.kpj,
            row_to_match.nama,
            row_to_match.tanggal_lahir,
            row_to_match.jenis_kelamin
        ) as row_digest
    from row_to_match
    where row_to_match.partner_no in (select newest.partner_no from newest)
)

select
    stated.submission_no,
    stated.judgement_no,
    stated.sheet_no,
    stated.row_number,
    newest.ruling_no,
    newest.load_no as ruling_load_no,
    newest.outcome,
    newest.person_no,
    newest.candidate_no,
    newest.guard_digest = pg_temp.guard_digest(
        coalesce(newest.person_no, newest.candidate_no), coalesce(stated.nik_no, stated.kpj_no)
    ) as is_holding
from stated
inner join newest
    on
        stated.partner_no = newest.partner_no
        and stated.row_digest = newest.row_digest

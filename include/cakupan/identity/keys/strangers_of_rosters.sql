-- New keys of accepted rows that are nobody of the register, with the first load that has them.
create temporary table stranger on commit drop as
select distinct on (own.key_no)
    own.key_no,
    own.load_no
from (
    select
        coalesce(row_to_match.nik_no, row_to_match.kpj_no) as key_no,
        row_to_match.load_no
    from row_decided
    inner join row_to_match
        on
            row_decided.submission_no = row_to_match.submission_no
            and row_decided.judgement_no = row_to_match.judgement_no
            and row_decided.sheet_no = row_to_match.sheet_no
            and row_decided.row_number = row_to_match.row_number
    where row_decided.outcome = 'no_match' and row_to_match.verdict = 'accepted'
) as own
inner join control.load on own.load_no = load.load_no
where
    own.key_no is not null
    and not exists (
        select 1 from identity.person_key
        where person_key.key_no = own.key_no
    )
order by own.key_no, load.recorded_at, load.load_no

-- Rows that say what a settled row says, of which nothing was learnt since: of nobody who shares a block with
-- them. Who has a key of somebody of the register, or a NIK that may be a slip, is compared each time.
create temporary table row_unchanged on commit drop as
with

settled as materialized (
    select row_sought.*
    from row_sought
    where
        row_sought.is_settled
        and not (
            coalesce(length(row_sought.nik) between 15 and 17, false)
            and (row_sought.born_on is null or not row_sought.has_own_nik)
        )
),

asked as (
    select
        settled.row_no,
        unnest(settled.blocks) as block
    from settled
),

keyed as (
    select
        settled.row_no,
        settled.read_nik_no as key_no
    from settled
    where settled.read_nik_no is not null
    union all
    select
        settled.row_no,
        settled.kpj_no as key_no
    from settled
    where settled.kpj_no is not null
),

touched as (
    select asked.row_no
    from asked
    inner join news on asked.block = news.block
    union
    select keyed.row_no
    from keyed
    inner join identity.person_key on keyed.key_no = person_key.key_no
    inner join identity.description on person_key.person_no = description.person_no
    union
    select keyed.row_no
    from keyed
    inner join identity.person_key on keyed.key_no = person_key.key_no
    inner join merged_person on person_key.person_no = merged_person.person_no
)

select
    settled.row_no,
    settled.submission_no,
    settled.judgement_no,
    settled.sheet_no,
    settled.row_number,
    settled.load_no
from settled
left join touched on settled.row_no = touched.row_no
where touched.row_no is null

-- Rows beside descriptions drawn without regard to them, of somebody else.
create temporary table candidate_pair on commit drop as
with

described as (
    select
        description.description_no,
        row_number() over (order by hashint8extended(description.description_no, 1)) as place
    from identity.description
    order by place
    limit 60000
),

counted as (
    select count(*) as descriptions
    from described
)

select distinct
    row_sought.row_no,
    described.description_no
from row_sought
cross join counted
cross join generate_series(1, %(per_row)s) as draw
inner join described
    on
        described.place
        = 1
        + mod(abs(hashint8extended(row_sought.row_no * 1000 + draw, 2)), greatest(counted.descriptions, 1))
inner join identity.person_key on row_sought.nik_no = person_key.key_no
inner join identity.description on described.description_no = description.description_no
where description.person_no <> person_key.person_no

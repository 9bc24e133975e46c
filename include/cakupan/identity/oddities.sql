-- What is odd about the members of a load, with the row that shows it.
insert into identity.finding (load_no, code, key_no, person_no, file_no, row_number)
with

loaded as (
    select load.recorded_at
    from control.load
    where load.load_no = %(load_no)s
),

member as (
    select
        membership.membership_id,
        membership.nik,
        membership.segment_code,
        membership.npp,
        membership.file_no,
        membership.row_number,
        membership.active_from,
        membership.active_to,
        person_key.key_no,
        person_key.person_no
    from keyed_row
    inner join register.membership
        on
            membership.load_no = %(load_no)s
            and keyed_row.file_no = membership.file_no
            and keyed_row.row_number = membership.row_number
    inner join identity.person_key
        on coalesce(keyed_row.nik_no, keyed_row.kpj_no) = person_key.key_no
),

reversed_term as (
    select
        membership.file_no,
        membership.row_number
    from register.membership
    where membership.load_no = %(load_no)s and membership.active_to < membership.active_from
),

overlapping as (
    -- Rows that the register held as this load was recorded, whatever replaced them since.
    select distinct
        member.key_no,
        member.person_no,
        member.file_no,
        member.row_number
    from member
    cross join loaded
    inner join register.membership as other
        on
            member.nik = other.nik
            and member.segment_code = other.segment_code
            and coalesce(member.npp, '') = coalesce(other.npp, '')
            and member.membership_id <> other.membership_id
            and member.active_from <= coalesce(other.active_to, 'infinity')
            and other.active_from <= coalesce(member.active_to, 'infinity')
    inner join control.load as brought on other.load_no = brought.load_no
    left join control.load as taken on other.replaced_by_load_no = taken.load_no
    where
        brought.recorded_at <= loaded.recorded_at
        and (taken.load_no is null or taken.recorded_at > loaded.recorded_at)
        -- Of two rows of one load the later one is told.
        and (
            other.load_no <> %(load_no)s
            or (other.file_no, other.row_number) < (member.file_no, member.row_number)
        )
),

said as (
    -- Of people known by a NIK, what is said of them in full.
    select
        description.person_no,
        description.load_no,
        description.file_no,
        description.row_number,
        upper(btrim(description.name)) as name,
        description.born_on
    from identity.description
    where description.name is not null and description.born_on is not null
),

of_load as (
    select
        said.person_no,
        said.file_no,
        said.row_number,
        said.name,
        said.born_on,
        keyed_row.nik_no as key_no
    from said
    inner join keyed_row
        on said.file_no = keyed_row.file_no and said.row_number = keyed_row.row_number
    where said.load_no = %(load_no)s and keyed_row.nik_no is not null
),

compared as (
    select
        of_load.key_no,
        of_load.person_no,
        of_load.file_no,
        of_load.row_number,
        bool_or(earlier.load_no = %(load_no)s) as is_of_this_load
    from of_load
    inner join said as earlier
        on
            of_load.person_no = earlier.person_no
            and (
                earlier.load_no <> %(load_no)s
                or (earlier.file_no, earlier.row_number) < (of_load.file_no, of_load.row_number)
            )
    group by of_load.key_no, of_load.person_no, of_load.file_no, of_load.row_number
    having
        bool_and(
            earlier.name <> of_load.name and earlier.born_on <> of_load.born_on
        )
)

select
    %(load_no)s::bigint,
    found.code,
    found.key_no,
    found.person_no,
    found.file_no,
    found.row_number
from (
    select
        'MASA_TERBALIK' as code,
        null::bigint as key_no,
        null::bigint as person_no,
        reversed_term.file_no,
        reversed_term.row_number
    from reversed_term
    union all
    select
        'MASA_TUMPANG_TINDIH' as code,
        overlapping.key_no,
        overlapping.person_no,
        overlapping.file_no,
        overlapping.row_number
    from overlapping
    union all
    select
        case when compared.is_of_this_load then 'NIK_DIPAKAI_BERSAMA' else 'NIK_BERPINDAH' end as code,
        compared.key_no,
        compared.person_no,
        compared.file_no,
        compared.row_number
    from compared
) as found
order by found.code, found.file_no, found.row_number

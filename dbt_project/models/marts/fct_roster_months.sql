with

roster_rows as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

prices as (

    select * from {{ ref('int_contributions__priced') }}

),

submissions as (

    select * from {{ ref('stg_intake__submissions') }}

),

categories as (

    select * from {{ ref('categories') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

-- Most units are on one row, which counts everywhere; only the others are ranked.
-- A table is named once for each time it is read, or PostgreSQL would copy it first.
read_for_units as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

read_for_several as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

read_for_persons as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

read_for_candidates as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

on_several_rows as (

    select
        read_for_units.unit_kind,
        read_for_units.unit_no
    from read_for_units
    group by read_for_units.unit_kind, read_for_units.unit_no
    having count(*) > 1

),

several as (

    select
        read_for_several.*,
        count(*) over (
            partition by
                read_for_several.partner_no,
                read_for_several.roster_kind,
                read_for_several.funding_code,
                read_for_several.unit_kind,
                read_for_several.unit_no
        ) as listed_rows
    from read_for_several
    inner join on_several_rows
        on
            read_for_several.unit_kind = on_several_rows.unit_kind
            and read_for_several.unit_no = on_several_rows.unit_no

),

newest_of_several as (

    select *
    from {{ first_of(
        'several',
        'partner_no, roster_kind, funding_code, unit_kind, unit_no',
        newest_list_first('submission_no')
    ) }} as ranked

),

representative as (

    select
        {{ listed_columns('newest_of_several') }},
        newest_of_several.listed_rows,
        true as is_on_several_rows
    from newest_of_several

    union all

    select
        {{ listed_columns('roster_rows') }},
        1 as listed_rows,
        false as is_on_several_rows
    from roster_rows
    left join on_several_rows
        on
            roster_rows.unit_kind = on_several_rows.unit_kind
            and roster_rows.unit_no = on_several_rows.unit_no
    where on_several_rows.unit_no is null

),

persons as (

    select read_for_persons.person_no
    from read_for_persons
    where read_for_persons.person_no is not null

    union

    select read_for_candidates.candidate_no as person_no
    from read_for_candidates
    where read_for_candidates.candidate_no is not null

),

members as (

    select
        memberships.person_no,
        bool_or(memberships.is_registered) as is_registered,
        bool_or(memberships.is_active_month_end) as is_active_month_end,
        min(memberships.active_from) as registered_on,
        case
            when bool_or(memberships.is_active_month_end and memberships.covered_until is null)
                then null
            else
                max(case when memberships.is_active_month_end then memberships.covered_until end)
        end as covered_until
    from memberships
    inner join persons on memberships.person_no = persons.person_no
    group by memberships.person_no

),

joined as (

    select
        representative.partner_no,
        representative.partner_id,
        representative.roster_kind,
        representative.funding_code,
        representative.category_code,
        representative.area_code,
        representative.office_code,
        {{ match_columns('representative') }},
        representative.person_no,
        representative.candidate_no,

        representative.listed_rows,
        representative.is_on_several_rows,

        coalesce(members.is_registered, false) as is_registered,
        coalesce(members.is_active_month_end, false) as is_active_month_end,
        coalesce(candidates.is_registered, false) as is_possibly_registered,
        coalesce(candidates.is_active_month_end, false) as is_possibly_active_month_end,
        coalesce(kinds.counts = 'persons', false) as counts_people,
        coalesce(kinds.counts = 'persons' and kinds.is_vulnerable, false) as is_vulnerable,
        case
            when kinds.is_of_village_office
                then coalesce(nullif(categories.village_group, ''), 'RENTAN')
        end as village_group_code,
        cast({{ days_between(period_end(), 'members.covered_until') }} as integer) as days_left,
        prices.rupiah as renewal_rupiah,
        case
            when
                members.is_registered
                and members.registered_on >= {{ local_date('submissions.received_at') }}
                then
                    cast({{ days_between(
                        local_date('submissions.received_at'), 'members.registered_on'
                    ) }} as integer)
        end as days_to_register,

        representative.listed_from,

        representative.unit_kind,
        representative.unit_no,
        {{ sheet_row_of('representative') }}
    from representative
    left join kinds on representative.roster_kind = kinds.code
    left join members on representative.person_no = members.person_no
    left join members as candidates on representative.candidate_no = candidates.person_no
    left join categories on representative.category_code = categories.code
    left join submissions on representative.submission_no = submissions.submission_no
    left join prices
        on
            representative.funding_code = prices.funding_code
            and coalesce(representative.category_code, 'SEMUA') = prices.category_code
            and {{ last_of_month('members.covered_until') }} = prices.follows_on

),

-- Somebody whom several rows name or may name counts once: by a row that is him, else by the
-- newest that may be.
rivals as (

    select
        joined.*,
        coalesce(joined.person_no, joined.candidate_no) as rival_no,
        joined.person_no is null as is_candidate
    from joined
    where
        coalesce(joined.person_no, joined.candidate_no) in (
            select candidates.candidate_no
            from joined as candidates
            where candidates.match_state = 'possible'
        )

),

rivals_ranked as (

    select
        rivals.*,
        {{ rank_of_rival('rivals.is_candidate') }} as rank_of_all,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.roster_kind') }} as rank_of_kind,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.partner_no') }} as rank_of_partner,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.funding_code') }} as rank_of_funding,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.is_vulnerable') }} as rank_of_vulnerable,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.is_vulnerable, rivals.funding_code') }}
            as rank_of_vulnerable_funding
    from rivals

),

possible as (

    select
        rivals_ranked.unit_no,
        rivals_ranked.partner_no,
        rivals_ranked.roster_kind,
        rivals_ranked.funding_code,
        {{ joined_codes(
            "case when rivals_ranked.rank_of_all = 1 then 'total' end",
            "case when rivals_ranked.rank_of_kind = 1 then 'kind' end",
            "case when rivals_ranked.rank_of_partner = 1 then 'partner' end",
            "case when rivals_ranked.rank_of_funding = 1 then 'funding' end",
            "case when is_vulnerable and rank_of_vulnerable = 1 then 'vulnerable' end",
            "case when is_vulnerable and rank_of_vulnerable_funding = 1"
            ~ " then 'vulnerable_funding' end",
        ) }} as possible_in
    from rivals_ranked
    where rivals_ranked.match_state = 'possible'

),

listed_once as (

    select
        joined.*,
        1 as rank_of_all,
        1 as rank_of_kind,
        1 as rank_of_partner,
        1 as rank_of_funding,
        1 as rank_of_vulnerable,
        1 as rank_of_vulnerable_funding,
        1 as rank_of_village_group
    from joined
    where not joined.is_on_several_rows

),

ranked as (

    select
        joined.*,
        {{ rank_of_list('joined.unit_kind') }} as rank_of_all,
        {{ rank_of_list('joined.roster_kind') }} as rank_of_kind,
        {{ rank_of_list('joined.partner_no') }} as rank_of_partner,
        {{ rank_of_list('joined.funding_code') }} as rank_of_funding,
        {{ rank_of_list('joined.is_vulnerable') }} as rank_of_vulnerable,
        {{ rank_of_list('joined.is_vulnerable, joined.funding_code') }}
            as rank_of_vulnerable_funding,
        {{ rank_of_list('joined.village_group_code') }} as rank_of_village_group
    from joined
    where joined.is_on_several_rows

),

united as (

    select * from listed_once

    union all

    select * from ranked

),

protected as (

    select
        united.area_code,
        united.unit_kind,
        united.unit_no,
        row_number() over (
            partition by united.area_code
            order by united.unit_kind nulls last, united.unit_no nulls last
        ) as place
    from united
    where
        united.is_vulnerable
        and united.is_active_month_end
        and united.rank_of_vulnerable = 1
        and united.area_code like '__.__.__.____'

),

counted_once as (

    select
        united.partner_no,
        united.partner_id,
        united.roster_kind,
        united.funding_code,
        united.category_code,
        united.area_code,
        united.office_code,
        {{ match_columns('united') }},

        united.listed_rows,

        united.is_registered,
        united.is_active_month_end,
        united.is_possibly_registered,
        united.is_possibly_active_month_end,
        possible.possible_in,
        united.counts_people,
        united.is_vulnerable,
        united.rank_of_all = 1 as is_counted_total,
        united.rank_of_kind = 1 as is_counted_kind,
        united.rank_of_partner = 1 as is_counted_partner,
        united.rank_of_funding = 1 as is_counted_funding,
        united.is_vulnerable and united.rank_of_vulnerable = 1 as is_counted_vulnerable,
        united.is_vulnerable
        and united.rank_of_vulnerable_funding = 1 as is_counted_vulnerable_funding,
        united.village_group_code,
        united.village_group_code is not null
        and united.rank_of_village_group = 1 as is_counted_village_group,

        united.days_left,
        united.renewal_rupiah,
        united.days_to_register,
        protected.unit_no is not null as completes_village,

        united.listed_from,

        united.unit_kind,
        united.unit_no,
        united.source_kind,
        united.source_no,
        united.sheet_no,
        united.row_number
    from united
    left join possible
        on
            united.match_state = 'possible'
            and united.unit_no = possible.unit_no
            and united.partner_no = possible.partner_no
            and united.roster_kind = possible.roster_kind
            and united.funding_code = possible.funding_code
    left join protected
        on
            united.unit_kind = protected.unit_kind
            and united.unit_no = protected.unit_no
            and protected.place = {{ var('thresholds').village_vulnerable }}
            and united.is_vulnerable
            and united.rank_of_vulnerable = 1

)

select * from counted_once

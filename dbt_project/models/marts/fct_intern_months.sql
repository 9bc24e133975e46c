with

interns as (

    select * from {{ ref('int_interns__running') }}

),

listed as (

    select
        interns.*,
        interns.submission_no as source_no
    from interns

),

ranked as (

    select
        listed.*,
        row_number() over (
            partition by listed.unit_kind, listed.unit_no
            order by {{ newest_list_first() }}
        ) = 1 as is_counted_total
    from listed

),

placed as (

    select
        ranked.host_code,
        ranked.partner_no,
        ranked.partner_id,
        ranked.roster_kind,
        ranked.funding_code,
        ranked.category_code,
        ranked.area_code,
        ranked.office_code,
        ranked.programme_codes,
        ranked.possible_programme_codes,
        {{ match_columns('ranked') }},

        ranked.is_active_month_end,
        ranked.is_possibly_active_month_end,
        ranked.is_counted_total,

        ranked.listed_from,
        ranked.starts_on,
        ranked.ends_on,

        ranked.unit_kind,
        ranked.unit_no,
        {{ sheet_row_of('ranked') }}
    from ranked

)

select * from placed

with

projects as (

    select * from {{ ref('stg_register__projects') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

unit_keys as (

    select * from {{ ref('stg_register__unit_keys') }}

),

dated as (

    select
        projects.*,
        greatest(projects.ends_on, projects.maintenance_until) as covered_until
    from projects

),

measured as (

    select
        dated.*,
        dated.covered_until is null
        or dated.covered_until >= {{ year_start() }} as is_known_in_year,
        dated.is_registered
        and (
            dated.covered_until is null
            or dated.covered_until >= {{ period_end() }}
        ) as is_running_month_end,
        dated.is_registered
        and dated.starts_on < {{ period_start() }}
        and (
            dated.covered_until is null
            or dated.covered_until >= {{ day_before(period_start()) }}
        ) as was_running
    from dated

),

running as (

    select
        coalesce(located.regency_code, {{ nation() }}) as area_code,
        measured.office_code,
        {{ headcount_segment() }} as segment_code,
        measured.funding_code,

        measured.workers,

        measured.is_running_month_end,
        measured.is_known_in_year,
        measured.is_registered,
        measured.is_registered and measured.is_known_in_year as is_of_year,
        case
            when measured.was_running and measured.is_running_month_end then 'stayed'
            when measured.is_running_month_end then 'new'
            when measured.was_running then 'left'
        end as flow,

        {{ counted_record('measured', 'project', 'unit_keys.unit_no') }}
    from measured
    left join unit_keys
        on
            unit_keys.unit_kind = 'project'
            and measured.project_id = unit_keys.unit_id
    left join located on measured.stated_area_code = located.stated_code
    where
        measured.starts_on <= {{ period_end() }}
        and (measured.is_known_in_year or measured.was_running)

)

select * from running

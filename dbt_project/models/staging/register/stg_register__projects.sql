with

projects as (

    select * from {{ stored(source('register', 'project')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        projects.project_id,
        projects.npp,
        projects.area_code as stated_area_code,
        projects.office_code,
        projects.funding_code,
        projects.workers,
        coalesce(projects.is_registered, true) as is_registered,
        projects.starts_on,
        projects.ends_on,
        projects.maintenance_until,

        projects.load_no,
        projects.file_no,
        projects.row_number
    from projects
    where {{ is_visible('projects') }}

)

select * from visible

with

employers as (

    select * from {{ stored(source('register', 'employer')) }}

),

loads as (

    select * from {{ ref('stg_control__loads') }}

),

visible as (

    select
        employers.npp,
        employers.nama_perusahaan as employer_name,
        employers.area_code as stated_area_code,
        employers.office_code,
        employers.scale,
        employers.programme_codes,
        employers.enforcement,

        employers.workers_found,
        employers.payroll_reported,
        employers.payroll_found,
        employers.arrears_rupiah,
        employers.recovered_rupiah,

        coalesce(employers.is_registered, true) as is_registered,

        employers.arrears_since,

        employers.load_no,
        employers.file_no,
        employers.row_number
    from employers
    where {{ is_visible('employers') }}

)

select * from visible

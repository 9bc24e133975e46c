-- Members of the register as facts, in the areas of a small world, under numbers that tell nothing of their order.
insert into fct_worker_months (
    segment_code, category_code, funding_code, office_code, work_regency_code, residence_area_code, programme_codes,
    matched_by, is_active_month_end, is_counted_year, is_counted_month_end, is_counted_village,
    active_from, active_to, paid_through, covered_until,
    unit_kind, unit_no, source_kind, source_no, sheet_no, row_number
)
select
    case when drawn %% 3 = 0 then 'BPU' else 'PU' end,
    (array['PETANI', 'NELAYAN', 'BURUH', 'PEDAGANG', 'TRANSPORTASI', 'GURU_NON_ASN'])[1 + drawn %% 6],
    case when drawn %% 3 = 0 then 'MANDIRI' else 'PEMBERI_KERJA' end,
    'KC-' || lpad((drawn %% 40)::text, 2, '0'),
    case when drawn %% 2 = 0 then '33.28' else '33.76' end,
    case when drawn %% 5 = 0 then '33.28.01.2001' else '33.28.01.2002' end,
    case when drawn %% 3 = 0 then 'JKK+JKM' else 'JKK+JKM+JHT+JP' end,
    case when drawn %% 50 = 0 then 'kpj' else 'nik' end,
    drawn %% 10 < 8,
    true,
    drawn %% 10 < 8,
    false,
    date '2015-01-01' + drawn %% 3500,
    case when drawn %% 10 >= 8 then date '2024-01-31' + drawn %% 200 end,
    date '2024-10-31',
    case when drawn %% 10 >= 8 then date '2024-01-31' + drawn %% 200 end,
    'person',
    numbered.unit_no,
    'register',
    1,
    1,
    numbered.row_number
from (
    select
        row_number,
        row_number() over (order by md5(row_number::text)) + 1000 as unit_no,
        (hashtext(row_number::text)::bigint & 2147483647)::integer as drawn
    from generate_series(1, %(rows)s) as row_number
) as numbered

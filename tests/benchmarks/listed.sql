-- People on lists of two hundred as facts: two in five are members and one in twenty-five possibly is.
-- `from_list` tells these lists from earlier ones.
insert into fct_roster_months (
    partner_no, partner_id, roster_kind, funding_code, category_code, area_code, office_code, match_state, matched_by,
    match_weight, listed_rows, is_registered, is_active_month_end, is_possibly_registered,
    is_possibly_active_month_end, possible_in, counts_people, is_vulnerable, is_counted_total, is_counted_kind,
    is_counted_partner, is_counted_funding, is_counted_vulnerable, is_counted_vulnerable_funding, listed_from,
    unit_kind, unit_no, source_kind, source_no, sheet_no, row_number
)
select
    100 + list_no %% 5000,
    'desa-' || lpad((list_no %% 5000)::text, 5, '0'),
    'desa_ekosistem',
    'APBDES',
    (array['PETANI', 'NELAYAN', 'BURUH', 'PEDAGANG', 'TRANSPORTASI'])[1 + drawn %% 5],
    case when list_no %% 2 = 0 then '33.28.01.2001' else '33.28.01.2002' end,
    'KC-' || lpad((list_no %% 40)::text, 2, '0'),
    case when drawn %% 5 < 2 then 'matched' when drawn %% 25 = 2 then 'possible' else 'unknown' end,
    case when drawn %% 5 < 2 then 'nik' when drawn %% 25 = 2 then 'model' else 'none' end,
    case when drawn %% 25 = 2 then (500 + drawn %% 700) / 100.0 end,
    1,
    drawn %% 5 < 2,
    drawn %% 10 in (0, 1, 5),
    drawn %% 25 = 2,
    drawn %% 50 = 2,
    case when drawn %% 25 = 2 then '+total+kind+partner+funding+vulnerable+vulnerable_funding' end,
    true, true, true, true, true, true, true, true,
    date '2024-10-01',
    'person',
    numbered.unit_no,
    'roster',
    list_no,
    1,
    6 + place
from (
    select
        %(from_list)s + (number - 1) / 200 as list_no,
        (number - 1) %% 200 as place,
        10000000 + (%(from_list)s::bigint * 1000000) + row_number() over (order by md5(number::text)) as unit_no,
        (hashtext(number::text)::bigint & 2147483647)::integer as drawn
    from generate_series(1, %(rows)s) as number
) as numbered

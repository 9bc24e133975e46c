-- Members numbered from first to last, each with a NIK, a KPJ and a name of two or three words that are as unevenly frequent as names are.
insert into register.membership (
    load_no, file_no, row_number, row_hash, membership_id, nik, kpj, nama, tanggal_lahir, jenis_kelamin,
    segment_code, programme_codes, office_code, work_area_code, residence_area_code, active_from
)
with

syllable as (
    select array_agg(consonant || vowel order by consonant, vowel) as each_one
    from unnest(string_to_array('B D G H J K L M N P R S T W Y', ' ')) as consonant
    cross join unnest(string_to_array('A E I O U', ' ')) as vowel
),

word as materialized (
    select
        word_no,
        syllable.each_one[1 + word_no %% 75]
        || syllable.each_one[1 + (word_no * 31 / 75) %% 75]
        || (array['N', 'R', 'S', 'TI', 'NA', 'WAN', 'YA', ''])[1 + word_no %% 8] as said
    from generate_series(0, 3999) as word_no
    cross join syllable
),

person as (
    select
        person_no,
        (hashtext('a' || person_no)::bigint & 2147483647) / 2147483648.0 as first_drawn,
        (hashtext('b' || person_no)::bigint & 2147483647) / 2147483648.0 as second_drawn,
        (hashtext('c' || person_no)::bigint & 2147483647) / 2147483648.0 as third_drawn,
        person_no %% 18480 as born_no,
        1 + (person_no / 18480) %% 35 as regency,
        1 + person_no / 646800 as serial,
        case when hashtext('d' || person_no) %% 2 = 0 then 'L' else 'P' end as sex
    from generate_series(%(first)s::bigint, %(last)s::bigint) as person_no
),

placed as (
    select
        person.*,
        make_date(
            1950 + (person.born_no / 336)::integer,
            1 + ((person.born_no / 28) %% 12)::integer,
            1 + (person.born_no %% 28)::integer
        ) as born_on,
        '33.' || lpad(person.regency::text, 2, '0') as regency_code
    from person
)

select
    %(load_no)s,
    1,
    placed.person_no + 1,
    md5(placed.person_no::text),
    'M' || placed.person_no,
    replace(placed.regency_code, '.', '') || '99'
    || lpad((extract(day from placed.born_on) + case placed.sex when 'P' then 40 else 0 end)::text, 2, '0')
    || to_char(placed.born_on, 'MMYY') || lpad(placed.serial::text, 4, '0'),
    '1' || lpad((placed.person_no * 7)::text, 10, '0'),
    one.said || ' ' || other.said || coalesce(' ' || third.said, ''),
    placed.born_on,
    placed.sex,
    'BPU',
    'JKK+JKM',
    'K01',
    placed.regency_code || '.01.2001',
    placed.regency_code || '.' || lpad((1 + placed.person_no %% 18)::text, 2, '0') || '.' || 2001 + placed.person_no %% 13,
    '2024-01-01'
from placed
inner join word as one on one.word_no = floor(4000 * power(placed.first_drawn, 3))
inner join word as other on other.word_no = floor(4000 * power(placed.second_drawn, 3))
left join word as third
    on placed.third_drawn < 0.6 and third.word_no = floor(4000 * power(placed.third_drawn / 0.6, 3))
order by placed.person_no

-- Functions over names and places that say what they said, in a part of the time.

-- Not strict, so that it is written into the statement that asks it instead of being called for each row.
create or replace function identity.place_level(area_code text, other_code text) returns smallint
language sql immutable parallel safe called on null input as $$
    select case
        when area_code is null or other_code is null then null
        when length(area_code) = 13 and area_code = other_code then 6
        when length(area_code) >= 8 and left(area_code, 8) = left(other_code, 8)
            then case when length(area_code) < 13 or length(other_code) < 13 then 5 else 4 end
        when length(area_code) >= 5 and left(area_code, 5) = left(other_code, 5)
            then case when length(area_code) < 8 or length(other_code) < 8 then 3 else 2 end
        when left(area_code, 2) = left(other_code, 2) then 1
        else 0
    end::smallint
$$;

-- PostgreSQL sorts arrays itself from version 18 on.
do $$
begin
    if current_setting('server_version_num')::integer >= 180000 then
        create or replace function identity.sorted_words(words text) returns text
        language sql immutable parallel safe called on null input as $words$
            select nullif(array_to_string(array_sort(string_to_array(words, ' ') collate "C"), ' '), '')
        $words$;
    end if;
end
$$;

-- The same blocks; each word's at once, and what is asked of the date only once.
create or replace function identity.blocks(
    sound text, name_key text, word_keys text[], born_on date, sex text, area_code text, nik_no bigint
) returns bigint[] language plpgsql immutable parallel safe as $$
declare
    common constant text[] := array['MMT', 'AHMT', 'ST', 'ABDL', 'NR', 'SR', 'DW', 'TR', 'AK', 'IK', 'PTR', 'STWN', 'WT', 'YN', 'SP'];
    keys bigint[];
    bone text;
    regency constant text := left(area_code, 5);
    day constant integer := born_on - date '1900-01-01';
    year constant bigint := date_part('year', born_on)::bigint;
    -- What is written where nobody knows the day: a hundred times as many were born then.
    is_filled_date constant boolean := (date_part('month', born_on), date_part('day', born_on)) in ((1, 1), (12, 31), (7, 1));
    joined constant text := replace(sound, ' ', '');
    keeps_common constant boolean := cardinality(word_keys) <= 1;
    district constant text := case when length(area_code) >= 8 then left(area_code, 8) end;
    home constant text := case when length(area_code) = 13 then area_code || sex end;
begin
    keys := array[
        case when length(area_code) >= 5 and not is_filled_date then hashtextextended(regency, 1000000 + day) end,
        case when length(area_code) >= 5 then hashtextextended(name_key || regency, 1) end,
        hashtextextended(name_key || left(area_code, 2), 2000 + year),
        case when name_key is not null then hashtextextended(
            case
                when length(joined) > 1 then left(left(joined, 1) || translate(substr(joined, 2), 'AIUEO', ''), 6)
                when joined is not null then ''
            end,
            2000000 + day
        ) end,
        -(nik_no / 10000)
    ];
    if word_keys is not null then
        foreach bone in array word_keys loop
            if length(bone) < 2 or (not keeps_common and bone = any(common)) then
                continue;
            end if;
            keys := keys || array[
                hashtextextended(case when is_filled_date then bone || regency else bone end, 3000000 + day),
                hashtextextended(bone || district, 5000 + year),
                hashtextextended(bone || home, 2)
            ];
        end loop;
    end if;
    return array_remove(keys, null);
end
$$;

-- What levels ask of words and digits, as DuckDB answers it.
create macro stands_for(initial, word) as
    length(initial) = 1
    and (
        starts_with(word, initial)
        -- KH and CH are heard as H, TJ as C, DJ as Y.
        or initial in ('K', 'C') and starts_with(word, 'H')
        or initial = 'T' and starts_with(word, 'C')
        or initial = 'D' and starts_with(word, 'Y')
    );
create macro fits(word, other) as word = other or stands_for(word, other) or stands_for(other, word);
create macro fits_with_initials(words, others) as
    len(words) = len(others)
    and len(list_filter(words, lambda word: len(list_filter(others, lambda other: fits(word, other))) > 0)) = len(words)
    and len(list_filter(others, lambda other: len(list_filter(words, lambda word: fits(word, other))) > 0)) = len(others);
create macro one_within_other(words, others) as
    len(words) > 0 and len(others) > 0
    and (
        len(list_filter(words, lambda word: len(list_filter(others, lambda other: fits(word, other))) > 0)) = len(words)
        or len(list_filter(others, lambda other: len(list_filter(words, lambda word: fits(word, other))) > 0)) = len(others)
    );
create macro is_slip(text_, other) as
    damerau_levenshtein(text_, other) <= case when least(length(text_), length(other)) >= 10 then 2 else 1 end
    and least(length(text_), length(other)) >= 3
    and greatest(length(text_), length(other)) >= 4;
-- The end of a name is lost where the boxes of a form end.
create macro is_cut_off(name_, other) as
    least(length(name_), length(other)) >= 8 and (starts_with(name_, other) or starts_with(other, name_));
create macro near(word, other) as
    fits(word, other)
    or jaro_winkler_similarity(word, other) >= 0.9
    or least(length(word), length(other)) >= 4 and damerau_levenshtein(word, other) = 1;
-- SUPARNO is called PARNO or SUPA, alone or before the rest of the name.
create macro calls(word, other) as length(word) between 3 and length(other) - 1 and (starts_with(other, word) or ends_with(other, word));
create macro is_nickname(words, others) as
    len(list_filter(words, lambda word: len(list_filter(others, lambda other: calls(word, other) or calls(other, word))) > 0)) > 0;
-- Twins are called BUDIYANTO and BUDIYANTI, RINA and RINI, SYAHRIAL and SYAHRIALI.
create macro without_end(word) as regexp_replace(regexp_replace(word, '[AIU]+$', ''), 'T$', 'D');  -- HAMID is heard as HAMIT
create macro without_ends(name_key) as
    list_sort(list_transform(string_split(name_key, ' '), lambda word: case when right(word, 1) in ('A', 'I', 'U') then without_end(word) || '_' else word end));
create macro are_siblings(name_key, other_key, joined, other_joined) as
    name_key <> other_key
    and joined <> other_joined
    and (
        without_end(joined) = without_end(other_joined)
        or without_ends(name_key) = without_ends(other_key)
    );
create macro is_one_digit_off(nik, other) as
    length(other) = 16
    and case length(nik)
        when 16 then hamming(rpad(nik, 16, ' '), other) = 1
        when 15 then levenshtein(nik, other) = 1
        when 17 then levenshtein(nik, other) = 1
        else false
    end;
create macro words_all_near(words, others) as
    abs(len(words) - len(others)) <= 1
    and least(len(words), len(others)) > 0
    and case
        when len(words) <= len(others)
            then len(list_filter(words, lambda word: len(list_filter(others, lambda other: near(word, other))) > 0)) = len(words)
        else len(list_filter(others, lambda other: len(list_filter(words, lambda word: near(word, other))) > 0)) = len(others)
    end
    and (len(words) > 1 and len(others) > 1 or jaro_winkler_similarity(words[1], others[1]) >= 0.9 and len(words) = len(others));
create macro is_transposed(nik, other) as
    length(nik) = 16 and length(other) = 16
    and len(list_filter(range(1, 16), lambda place:
        substr(nik, place, 1) <> substr(nik, place + 1, 1)
        and substr(nik, 1, place - 1) || substr(nik, place + 1, 1) || substr(nik, place, 1) || substr(nik, place + 2) = other)) > 0;
create macro lost_digits(nik, other) as
    length(other) = 16
    and (
        length(nik) between 12 and 15 and starts_with(other, nik)
        or length(nik) = 16 and right(nik, 2) = '00' and starts_with(other, rtrim(nik, '0'))
    );
-- A NIK begins with the kabupaten that gave it: people move, and it stays.
create macro is_numbered_in(nik, area) as
    length(area) >= 5 and length(nik) = 16 and substr(nik, 1, 4) = replace(substr(area, 1, 5), '.', '');

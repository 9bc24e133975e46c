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
create macro near(word, other) as fits(word, other) or jaro_winkler_similarity(word, other) >= 0.9;
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

-- Two rows of one list with different names are not one person: the surer one stays, others are possible.
with

matched as (
    select
        row_decided.submission_no,
        row_decided.judgement_no,
        row_decided.load_no,
        row_decided.sheet_no,
        row_decided.row_number,
        row_decided.method,
        row_decided.name_level,
        row_decided.weight,
        coalesce(merged_person.oldest_person_no, row_decided.person_no) as oldest_no
    from row_decided
    left join merged_person on row_decided.person_no = merged_person.person_no
    where row_decided.outcome = 'match' and row_decided.method <> 'ruling'
),

listed_twice as (
    select
        matched.submission_no,
        matched.judgement_no,
        matched.load_no,
        matched.oldest_no
    from matched
    group by matched.submission_no, matched.judgement_no, matched.load_no, matched.oldest_no
    having count(*) > 1
),

named as materialized (
    select
        matched.*,
        identity.normal_name(row_to_match.nama) as name
    from listed_twice
    inner join matched
        on
            listed_twice.submission_no = matched.submission_no
            and listed_twice.judgement_no = matched.judgement_no
            and listed_twice.load_no = matched.load_no
            and listed_twice.oldest_no = matched.oldest_no
    inner join row_to_match
        on
            matched.submission_no = row_to_match.submission_no
            and matched.judgement_no = row_to_match.judgement_no
            and matched.sheet_no = row_to_match.sheet_no
            and matched.row_number = row_to_match.row_number
            and matched.load_no = row_to_match.load_no
),

surest as (
    select distinct on (named.submission_no, named.judgement_no, named.load_no, named.oldest_no)
        named.submission_no,
        named.judgement_no,
        named.load_no,
        named.oldest_no,
        named.sheet_no,
        named.row_number,
        named.name,
        identity.heard(named.name) as sound
    from named
    order by
        named.submission_no,
        named.judgement_no,
        named.load_no,
        named.oldest_no,
        named.name_level desc nulls last,
        (named.method = 'model'),
        named.weight desc nulls last,
        named.sheet_no,
        named.row_number
),

other as (
    select
        named.submission_no,
        named.judgement_no,
        named.sheet_no,
        named.row_number,
        named.load_no
    from named
    inner join surest
        on
            named.submission_no = surest.submission_no
            and named.judgement_no = surest.judgement_no
            and named.load_no = surest.load_no
            and named.oldest_no = surest.oldest_no
    where
        (named.sheet_no, named.row_number) <> (surest.sheet_no, surest.row_number)
        and identity.exact_name_level(
            named.name, surest.name, surest.sound,
            identity.sorted_words(surest.sound), identity.skeletons(surest.sound)
        ) < 6
)

update row_decided
set
    outcome = 'possible',
    candidate_no = row_decided.person_no,
    person_no = null
from other
where
    row_decided.submission_no = other.submission_no
    and row_decided.judgement_no = other.judgement_no
    and row_decided.sheet_no = other.sheet_no
    and row_decided.row_number = other.row_number
    and row_decided.load_no = other.load_no

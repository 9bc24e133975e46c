-- The share of persons whose name holds a word, as it sounds.
with

person as (
    select distinct on (description.person_no)
        description.person_no,
        description.name_key
    from identity.description
    where description.name_key is not null
    order by description.person_no, description.description_no desc
),

word as (
    select distinct
        person.person_no,
        unnest(string_to_array(person.name_key, ' ')) as word
    from person
)

select
    word.word,
    count(*)::float8 / (select count(*) from person) as share
from word
where length(word.word) > 1
group by word.word
having count(*) >= %(least)s
order by word.word collate "C"

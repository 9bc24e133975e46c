-- Rows, descriptions and pairs as Splink asks for them.
create or replace table row_compared as
select
    row_.row_no as unique_id,
    'l' as source_dataset,
    row_.name,
    row_.name_key,
    replace(row_.sound, ' ', '') as joined,
    replace(row_.name_key, ' ', '') as sorted,
    string_split(row_.name_key, ' ') as words,
    coalesce(name_weight.rare, []) as rare,
    coalesce(name_weight.tf_name_key, 1) as tf_name_key,
    row_.born,
    row_.sex,
    row_.area,
    row_.nik,
    row_.kpj,
    row_.mother,
    row_.has_own_nik
from row_
left join name_weight on row_.name_key = name_weight.name_key;

create or replace table description_compared as
select
    description.description_no as unique_id,
    'r' as source_dataset,
    description.name,
    description.name_key,
    replace(description.sound, ' ', '') as joined,
    replace(description.name_key, ' ', '') as sorted,
    string_split(description.name_key, ' ') as words,
    coalesce(name_weight.rare, []) as rare,
    coalesce(name_weight.tf_name_key, 1) as tf_name_key,
    description.born,
    description.sex,
    description.area,
    description.nik,
    description.kpj,
    description.mother,
    description.nik_fits as has_own_nik
from description
left join name_weight on description.name_key = name_weight.name_key;

create or replace table pair_compared as
select
    'l-__-' || pair.row_no as join_key_l,
    'r-__-' || pair.description_no as join_key_r,
    '0' as match_key
from pair;

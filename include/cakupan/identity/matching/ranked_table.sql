-- The first candidates of each row of a block, as they were scored.
create temporary table row_ranked (
    row_no bigint,
    rank smallint,
    person_no bigint,
    weight numeric(7, 2),
    lead numeric(7, 2),
    name_level smallint,
    date_level smallint,
    sex_level smallint,
    place_level smallint,
    nik_level smallint,
    mother_level smallint,
    vetoes text
) on commit drop

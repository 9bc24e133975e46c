-- Figures say what possible matches would add, the value with them, and how many nobody recognised.
-- Figures published before have none of the three.

alter table publication.figure add column possible bigint;
alter table publication.figure add column upper_bound text;
alter table publication.figure add column unknown bigint;
comment on column publication.figure.possible is
'What the matches that are only possible would add to the numerator; null where no people of rosters are counted.';
comment on column publication.figure.upper_bound is 'The value if they were all right; null where they would add nothing.';
comment on column publication.figure.unknown is 'Units on lists in which nobody of the register was recognised.';

alter table publication.figure_change drop constraint figure_change_part_check;
alter table publication.figure_change add constraint figure_change_part_check check (
    part in (
        'numerator', 'denominator', 'excluded', 'possible', 'unknown', 'value', 'lower_bound', 'upper_bound',
        'rank', 'peer_group', 'peer_count', 'flag', 'note', 'figure'
    ) or part like 'excluded.%'
);

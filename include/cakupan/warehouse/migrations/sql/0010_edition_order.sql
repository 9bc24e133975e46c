-- Editions are numbered in the order of publication over all periods; what grows only does so for every session.

alter table publication.edition disable trigger edition_only_grows;
alter table publication.edition add column number bigint;
update publication.edition
set number = ordered.number
from (select edition_no, row_number() over (order by edition_no) as number from publication.edition) as ordered
where edition.edition_no = ordered.edition_no;
alter table publication.edition alter column number set not null;
alter table publication.edition add unique (number);
alter table publication.edition add column action_count bigint;
alter table publication.edition add column identity_count bigint;
alter table publication.edition enable always trigger edition_only_grows;
alter table publication.figure enable always trigger figure_only_grows;
alter table publication.figure_change enable always trigger figure_change_only_grows;
alter table control.action enable always trigger action_only_grows;
comment on column publication.edition.number is
'Place in the order of publication over all periods, from 1, without gaps; given by the database.';
comment on column publication.edition.action_count is
'Links of the chain of actions whose head the manifest signs; null of editions before there was a chain.';
comment on column publication.edition.identity_count is 'The same of the chain of who is who.';

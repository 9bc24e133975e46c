-- The files of one archive that are together one list.

alter table intake.submission add column list_no bigint references intake.submission;
alter table intake.submission add column part_no bigint references intake.submission;
alter table intake.submission add check ((list_no is null) = (part_no is null));
comment on column intake.submission.list_no is
'The list this file is a part of: its first part as received. Null: the file is a list by itself.';
comment on column intake.submission.part_no is
'The part of the list that this file gives, as it was first received; the newest usable file of a part counts.';
create index on intake.submission (list_no) where list_no is not null;

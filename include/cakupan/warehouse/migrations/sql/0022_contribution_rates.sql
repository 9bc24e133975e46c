-- What is paid a month for non-wage workers, since when, and the relief that some of them have.
create table reference.contribution_rate (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    segment_code text not null, programme_code text not null, category_code text not null, is_relief boolean not null,
    rupiah bigint not null, valid_from date not null, valid_to date, document text not null
);
create trigger dated_row before update or delete on reference.contribution_rate
for each row execute function register.refuse_change();
create trigger dated_table before truncate on reference.contribution_rate
for each statement execute function control.refuse_change();
create unique index on reference.contribution_rate (segment_code, programme_code, category_code, is_relief, valid_from)
where replaced_by_load_no is null;

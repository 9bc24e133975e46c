-- Figures that the agency published elsewhere, by indicator, area, slice and month.
create table reference.published_figure (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    indicator_code text not null, area_code text not null, slicing text not null, slice_code text not null, period text not null,
    numerator bigint, denominator bigint check (denominator > 0), value text not null, document text, is_simulated boolean not null,
    check (is_simulated = (document is null))
);
comment on column reference.published_figure.value is 'As it was published, decimal text: its digits say how it was rounded.';
create trigger dated_row before update or delete on reference.published_figure
for each row execute function register.refuse_change();
create trigger dated_table before truncate on reference.published_figure
for each statement execute function control.refuse_change();
create unique index on reference.published_figure (indicator_code, area_code, slicing, slice_code, period)
where replaced_by_load_no is null;

-- Partitions of facts of editions of months before those kept, but for the lists that counted: retention
-- asks these.
select
    parent.relname as fact,
    edition.edition_no,
    edition.period,
    edition.version
from pg_inherits
inner join pg_class as parent on pg_inherits.inhparent = parent.oid
inner join pg_class as class on pg_inherits.inhrelid = class.oid
inner join publication.edition
    on class.relname = parent.relname || '__e' || edition.edition_no
where
    parent.relnamespace = to_regnamespace('marts')
    and parent.relname <> 'fct_submissions'
    and edition.period <= to_char(
        control.now() at time zone 'Asia/Jakarta' - make_interval(months => %(months)s), 'YYYY-MM'
    )
order by edition.edition_no, parent.relname

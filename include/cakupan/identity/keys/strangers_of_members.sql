-- Keys of members that are nobody's and stand beside no key that is somebody's: of a pair, the NIK.
create temporary table stranger on commit drop as
select
    keyed_row.nik_no as key_no,
    %(load_no)s::bigint as load_no
from keyed_row
where keyed_row.nik_no is not null and keyed_row.nik_person_no is null
group by keyed_row.nik_no
having min(keyed_row.kpj_person_no) is null
union all
select
    keyed_row.kpj_no as key_no,
    %(load_no)s::bigint as load_no
from keyed_row
where keyed_row.kpj_no is not null and keyed_row.kpj_person_no is null
group by keyed_row.kpj_no
having max(keyed_row.nik_no) is null

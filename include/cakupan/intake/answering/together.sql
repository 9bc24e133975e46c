-- The files that are parts of a list together with some submissions: of each part the newest usable one,
-- else the newest; and the list that has replaced it by now.
select
    wanted.submission_no as asked_no,
    file.submission_id,
    file.outcome,
    file.is_usable,
    replacing.submission_id as replaced_by
from intake.submission as wanted
cross join
    lateral (
        select distinct on (part.part_no) part.*
        from intake.submission_at('infinity') as part
        where part.list_no = wanted.list_no
        order by part.part_no, part.is_usable desc, part.submission_no desc
    ) as file
left join
    lateral intake.full_list_at(
        'infinity', wanted.partner_no, wanted.roster_kind, wanted.valid_from
    ) as replacing
    on wanted.valid_from = replacing.valid_from and wanted.list_no < replacing.list_no
where wanted.submission_no = any(%(submission_nos)s) and wanted.list_no is not null
order by wanted.submission_no, file.part_no

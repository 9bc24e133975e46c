-- How many of the rows whose person is known a model matched, rightly or not, or kept for review.
select
    count(*) as asked,
    count(*) filter (where row_decided.outcome = 'match') as matched,
    count(*) filter (where row_decided.outcome = 'match' and found.stays_no = confirmed.stays_no)
        as matched_rightly,
    count(*) filter (where row_decided.outcome = 'possible') as kept,
    count(*) filter (where row_decided.outcome = 'possible' and found.stays_no = confirmed.stays_no)
        as kept_rightly
from confirmed
left join row_decided
    on
        confirmed.submission_no = row_decided.submission_no
        and confirmed.judgement_no = row_decided.judgement_no
        and confirmed.sheet_no = row_decided.sheet_no
        and confirmed.row_number = row_decided.row_number
left join
    lateral (
        select coalesce(merged_person.oldest_person_no, decided.person_no) as stays_no
        from (values (coalesce(row_decided.person_no, row_decided.candidate_no))) as decided (person_no)
        left join merged_person on decided.person_no = merged_person.person_no
    ) as found
    on true

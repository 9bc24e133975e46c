-- Lists of people that count for the month of an instant or the one before: what a model can be tried on.
create temporary table list_to_match on commit drop as
select distinct on (in_force.submission_no, in_force.judgement_no)
    0::bigint as load_no,
    in_force.period,
    in_force.partner_no,
    in_force.roster_kind,
    in_force.submission_no,
    in_force.judgement_no
from generate_series(0, 1) as month (months_before)
cross join
    lateral intake.in_force(
        %(instant)s,
        to_char(
            (%(instant)s at time zone 'Asia/Jakarta') - make_interval(months => month.months_before),
            'YYYY-MM'
        )
    ) as in_force
where in_force.roster_kind = any(%(kinds_of_people)s)
order by in_force.submission_no, in_force.judgement_no

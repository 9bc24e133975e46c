-- Of two persons named together, the younger points to the older. Where one of them is of two that a human
-- told apart, one pair at a time is merged, so that the next round sees who they are then.
with

oldest as (
    select older.*
    from identity.oldest_at(%(instant)s) as older
),

pair as (
    select distinct
        greatest(nik_person.person_no, kpj_person.person_no) as younger_no,
        least(nik_person.person_no, kpj_person.person_no) as older_no
    from named_together
    left join oldest as of_nik on named_together.nik_person_no = of_nik.person_no
    left join oldest as of_kpj on named_together.kpj_person_no = of_kpj.person_no
    cross join
        lateral (
            select coalesce(of_nik.oldest_person_no, named_together.nik_person_no) as person_no
        ) as nik_person
    cross join
        lateral (
            select coalesce(of_kpj.oldest_person_no, named_together.kpj_person_no) as person_no
        ) as kpj_person
    where nik_person.person_no <> kpj_person.person_no
),

apart as (
    select
        coalesce(one.oldest_person_no, parted.person_no) as one_no,
        coalesce(other.oldest_person_no, parted.older_person_no) as other_no
    from identity.apart_at(%(instant)s) as parted
    left join oldest as one on parted.person_no = one.person_no
    left join oldest as other on parted.older_person_no = other.person_no
),

told_apart as (
    select apart.one_no as person_no from apart
    union
    select apart.other_no as person_no from apart
),

allowed as (
    select
        pair.*,
        pair.younger_no in (select told_apart.person_no from told_apart)
        or pair.older_no in (select told_apart.person_no from told_apart) as is_delicate
    from pair
    where
        not exists (
            select from apart
            where pair.younger_no in (apart.one_no, apart.other_no)
                and pair.older_no in (apart.one_no, apart.other_no)
        )
),

chosen as (
    select
        allowed.younger_no,
        min(allowed.older_no) as older_no
    from allowed
    where not allowed.is_delicate
    group by allowed.younger_no
    union all
    (
        select
            allowed.younger_no,
            allowed.older_no
        from allowed
        where allowed.is_delicate
        order by allowed.younger_no, allowed.older_no
        limit 1
    )
)

insert into identity.merge (younger_person_no, older_person_no, load_no, reason)
select
    chosen.younger_no,
    chosen.older_no,
    %(load_no)s,
    'one row names both' as reason
from chosen
order by chosen.younger_no

-- The birth date in a NIK of the register, which is a number: asked of every candidate, it is calculated where it is asked for.
-- A year below 30 is of this century, and every fourth of those years has a 29 February.
create function identity.nik_born_on(nik_no bigint) returns date
language sql immutable parallel safe called on null input as $$
    select case
        when (nik_no / 1000000) % 100 not between 1 and 12 then null
        when (nik_no / 100000000) % 100 not between 1 and 31 and (nik_no / 100000000) % 100 not between 41 and 71 then null
        when (nik_no / 100000000) % 100 % 40 > case
            when (nik_no / 1000000) % 100 in (4, 6, 9, 11) then 30
            when (nik_no / 1000000) % 100 <> 2 then 31
            when (nik_no / 10000) % 4 = 0 then 29
            else 28
        end then null
        else make_date(
            (case when (nik_no / 10000) % 100 < 30 then 2000 else 1900 end + (nik_no / 10000) % 100)::integer,
            ((nik_no / 1000000) % 100)::integer,
            ((nik_no / 100000000) % 100 % 40)::integer
        )
    end
$$;
comment on function identity.nik_born_on(bigint) is 'The birth date in a NIK as a number; null where there is none.';

create or replace function identity.nik_born_on(nik text) returns date
language sql immutable parallel safe called on null input as $$
    select case when nik ~ '^[0-9]{16}$' then identity.nik_born_on(nik::bigint) end
$$;

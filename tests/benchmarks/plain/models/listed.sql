select distinct
    regexp_replace(nik, '[^0-9]', '', 'g') as nik,
    left(regexp_replace(nik, '[^0-9]', '', 'g'), 2) || '.' || substr(regexp_replace(nik, '[^0-9]', '', 'g'), 3, 2)
        as area_code
from {{ received('lists', ';') }}
where length(regexp_replace(nik, '[^0-9]', '', 'g')) = 16

with

overlapping as (

    select * from {{ ref('int_fundings__overlapping') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

persons as (

    select *
    from {{ first_of('overlapping', 'person_no', in_bytes_order('funding_pair')) }} as ranked

),

counted as (

    {% for slicing, slice_code, people in [
        ('total', "'TOTAL'", 'persons'),
        ('funding_pair', 'overlapping.funding_pair', 'overlapping'),
    ] %}
    select
        {{ evidence_columns(
            'funding_overlap',
            slicing="'" ~ slicing ~ "'",
            slice_code=slice_code,
            area_code=people ~ '.area_code',
            office_code=people ~ '.office_code',
            category_code=people ~ '.category_code',
            roster_kind=people ~ '.roster_kind',
            partner_no=people ~ '.partner_no',
            unit_kind="'person'",
            unit_no=people ~ '.person_no',
            source_kind="'roster'",
            source_no=people ~ '.submission_no',
            sheet_no=people ~ '.sheet_no',
            row_number=people ~ '.row_number'
        ) }}
    from {{ people }}

    union all

    {% endfor %}
    -- Where lists are in force and nobody is on two of them, the answer is none, not silence.
    select
        {{ evidence_columns(
            'funding_overlap',
            area_code='submissions.area_code',
            office_code='submissions.office_code',
            roster_kind='submissions.roster_kind',
            partner_no='submissions.partner_no',
            unit_kind="'submission'",
            unit_no='submissions.submission_no',
            numerator='0',
            source_kind="'roster'",
            source_no='submissions.submission_no'
        ) }}
    from submissions
    where submissions.is_in_force

)

select * from counted

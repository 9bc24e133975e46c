with

commitments as (

    select * from {{ ref('fct_commitments') }}

),

members as (

    select * from {{ ref('int_commitment_members__dated') }}

),

joined as (

    select
        commitments.npp,
        commitments.employer_no,
        commitments.area_code,
        commitments.office_code,
        members.person_no,

        members.is_member_now::integer - members.is_member_at_baseline::integer as growth,

        members.load_no,
        members.file_no,
        members.row_number
    from commitments
    inner join members on commitments.npp = members.npp

),

counted as (

    {% for slicing in ['total', 'employer'] %}
    select
        {{ evidence_columns(
            'commitment_progress',
            slicing="'" ~ slicing ~ "'",
            slice_code="'TOTAL'" if slicing == 'total' else 'joined.npp',
            area_code='joined.area_code',
            office_code='joined.office_code',
            employer_no='joined.employer_no',
            unit_kind=person_or_membership('joined.person_no'),
            unit_no='joined.person_no',
            numerator='joined.growth',
            source_no='joined.load_no',
            sheet_no='joined.file_no',
            row_number='joined.row_number'
        ) }}
    from joined
    where joined.growth <> 0

    union all

    select
        {{ evidence_columns(
            'commitment_progress',
            slicing="'" ~ slicing ~ "'",
            slice_code="'TOTAL'" if slicing == 'total' else 'commitments.npp',
            area_code='commitments.area_code',
            office_code='commitments.office_code',
            employer_no='commitments.employer_no',
            unit_kind="'employer'",
            unit_no='commitments.employer_no',
            numerator='0',
            denominator='commitments.active_workers',
            source_kind="'reference'",
            source_no='commitments.load_no',
            sheet_no='commitments.file_no',
            row_number='commitments.row_number'
        ) }}
    from commitments
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
)

select * from counted

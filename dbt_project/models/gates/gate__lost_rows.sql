-- Rows that reach no figure because no list knows what they name, or no indicator stands on them;
-- to be out of time is no loss.
with

agreements as (

    select * from {{ ref('stg_reference__agreements') }}

),

commitments as (

    select * from {{ ref('stg_reference__commitments') }}

),

actions as (

    select * from {{ ref('stg_reference__agreement_actions') }}

),

targets as (

    select * from {{ ref('stg_reference__targets') }}

),

workforces as (

    select * from {{ ref('stg_reference__workforces') }}

),

workforces_in_force as (

    select * from {{ ref('int_workforces__in_force') }}

),

obligations as (

    select * from {{ ref('int_obligations__holding') }}

),

partners as (

    select * from {{ ref('stg_reference__partners') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

located as (

    select * from {{ ref('int_areas__located') }}

),

closure as (

    select * from {{ ref('area_closure') }}

),

evidence as (

    select * from {{ ref('evidence_sums') }}

),

evidence_workforces as (

    select evidence.workforce_no
    from evidence
    where evidence.workforce_no > 0
    group by evidence.workforce_no

),

begun_workforces as (

    select workforces.*
    from workforces
    where workforces.valid_from <= {{ period_end() }}

),

begun_targets as (

    select targets.*
    from targets
    where targets.period <= {{ period() }}

),

bases as (

    select indicators.basis
    from indicators
    group by indicators.basis

),

printed as (

    select
        evidence.indicator_code,
        evidence.area_code,
        evidence.rolls_up
    from evidence
    inner join indicators on evidence.indicator_code = indicators.code
    inner join closure
        on
            evidence.area_code = closure.area_code
            and (evidence.rolls_up or evidence.area_code = closure.ancestor_code)
    where {{ is_printed_level('closure.ancestor_level') }}
    group by 1, 2, 3

),

lost as (

    select
        'commitment' as table_name,
        'agreement ' || commitments.agreement_id as named,
        1 as lost_rows,
        false as is_stopping
    from commitments
    left join agreements on commitments.agreement_id = agreements.agreement_id
    where agreements.agreement_id is null

    union all

    select
        'agreement_action' as table_name,
        'agreement ' || actions.agreement_id as named,
        1 as lost_rows,
        false as is_stopping
    from actions
    left join agreements on actions.agreement_id = agreements.agreement_id
    where agreements.agreement_id is null

    union all

    select
        'target' as table_name,
        'area ' || begun_targets.area_code as named,
        1 as lost_rows,
        false as is_stopping
    from begun_targets
    left join located on begun_targets.area_code = located.stated_code
    where located.stated_code is null

    union all

    select
        'target' as table_name,
        'indicator ' || begun_targets.indicator_code as named,
        1 as lost_rows,
        false as is_stopping
    from begun_targets
    left join {{ target_lines() }} as lines
        on begun_targets.indicator_code = lines.stated_code
    where lines.stated_code is null

    union all

    select
        'workforce' as table_name,
        'area ' || begun_workforces.area_code as named,
        1 as lost_rows,
        false as is_stopping
    from begun_workforces
    left join areas on begun_workforces.area_code = areas.area_code
    where areas.area_code is null

    union all

    select
        'workforce' as table_name,
        'basis ' || begun_workforces.basis as named,
        1 as lost_rows,
        false as is_stopping
    from begun_workforces
    left join bases on begun_workforces.basis = bases.basis
    where bases.basis is null

    union all

    select
        'workforce' as table_name,
        'basis ' || workforces_in_force.basis
        || ', ' || workforces_in_force.area_level
        || ', segment ' || workforces_in_force.segment_code as named,
        1 as lost_rows,
        false as is_stopping
    from workforces_in_force
    inner join bases on workforces_in_force.basis = bases.basis
    left join evidence_workforces
        on workforces_in_force.workforce_no = evidence_workforces.workforce_no
    where evidence_workforces.workforce_no is null

    union all

    select
        'obligation' as table_name,
        'partner ' || obligations.partner_id as named,
        1 as lost_rows,
        true as is_stopping
    from obligations
    left join partners on obligations.partner_id = partners.partner_id
    where partners.partner_id is null

    union all

    select
        'obligation' as table_name,
        'roster kind ' || obligations.roster_kind as named,
        1 as lost_rows,
        true as is_stopping
    from obligations
    left join kinds on obligations.roster_kind = kinds.code
    where kinds.code is null

    union all

    select
        'evidence of ' || evidence.indicator_code as table_name,
        'area ' || evidence.area_code as named,
        evidence.evidence_rows as lost_rows,
        false as is_stopping
    from evidence
    left join printed
        on
            evidence.indicator_code = printed.indicator_code
            and evidence.area_code = printed.area_code
            and evidence.rolls_up = printed.rolls_up
    where printed.area_code is null

),

counted as (

    select
        lost.table_name,
        lost.named,
        lost.table_name || ', ' || lost.named || ': ' || sum(lost.lost_rows) || ' rows'
            as loss,

        cast(sum(lost.lost_rows) as bigint) as lost_rows,

        bool_or(lost.is_stopping) as is_stopping
    from lost
    group by lost.table_name, lost.named

)

select * from counted

{# How somebody came to where he is counted, or away from it, since the last day of the month before. Who is active then
   and now, but counted elsewhere, moved; the CTEs `counted` and `returned` say what he was. #}
{% macro flow_of(was_counted, is_counted) -%}
    case
        when {{ was_counted }} and {{ is_counted }} then 'stayed'
        when {{ is_counted }} and counted.was_person_active then 'arrived'
        when {{ is_counted }} and returned.person_no is not null then 'returned'
        when {{ is_counted }} then 'new'
        when {{ was_counted }} and counted.is_person_active then 'departed'
        when {{ was_counted }} then 'left'
    end
{%- endmacro %}

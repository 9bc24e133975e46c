{# In which class of arrears an oldest unpaid month is, counted in months from it to the period, both among them. #}
{% macro arrears_age(arrears_since) -%}
    case
        {%- for class in var('classes') if class.slicing == 'arrears_age' %}
        when
            {{ arrears_since }} < date '{{ first_of_month(2 - class.from_months | int) }}'
            {%- if class.to_months %}
            and {{ arrears_since }} >= date '{{ first_of_month(1 - class.to_months | int) }}'
            {%- endif %}
            then '{{ class.code }}'
        {%- endfor %}
    end
{%- endmacro %}

{# Whether programmes joined with + lack one that an employer of this size owes. #}
{% macro lacks_programmes(scale, programme_codes) -%}
    case {{ scale }}
        {%- for duty in var('duties') %}
        when '{{ duty.scale }}'
            then not (
                {%- for programme in duty.programme_codes.split('+') %}
                {{ 'and ' if not loop.first }}{{ is_listed_in(programme_codes, programme) }}
                {%- endfor %}
            )
        {%- endfor %}
        else false
    end
{%- endmacro %}

{# After a table is made: stops the build, and names the table, where its key stands twice or is missing, or where a
   column is null that must not be. Of the rows nothing is told but how many. #}
{% macro hold_key() -%}
    {%- set keys = model.constraints | selectattr('type', 'equalto', 'primary_key') | list -%}
    {%- set broken = [] -%}
    {%- for key in keys -%}
        {%- do broken.append((key.columns | join(', '), 'is missing or stands twice', broken_keys(key.columns))) -%}
    {%- endfor -%}
    {%- for column in model.columns.values() if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
        {%- do broken.append((column.name, 'is missing', 'select 1 from ' ~ this ~ ' where ' ~ column.name ~ ' is null')) -%}
    {%- endfor -%}
    {%- for columns, what, rows in broken if execute -%}
        {%- set found = run_query('select count(*) from (' ~ rows ~ ') as broken').rows[0][0] -%}
        {%- if found > 0 -%}
            {{ exceptions.raise_compiler_error(
                'the key (' ~ columns ~ ') of ' ~ this.identifier ~ ' ' ~ what ~ ', ' ~ found ~ ' times'
            ) }}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro broken_keys(columns) -%}
    select 1 from {{ this }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{%- endmacro %}

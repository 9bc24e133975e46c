{# A build has a schema of its own that was empty before: a table is made under its name at once, in one transaction
   with what is checked of it, without another to rename or drop. #}
{% materialization table, default -%}
    {%- set made = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- set planned = plan_by_sets() | trim -%}
    {%- if planned -%} {%- do run_query(planned) -%} {%- endif -%}
    {%- call statement('main') -%}
        {{ get_create_table_as_sql(False, made, sql) }}
    {%- endcall -%}
    {%- set keys = add_keys() | trim if config.get('contract').enforced else '' -%}
    {%- if keys -%} {%- do run_query(keys) -%} {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [made]}) }}
{%- endmaterialization %}

{# What evidence adds up to, without going through a large fact once for each slicing of it: rows that are alike in all
   that evidence reads of them are counted first, and their number stands for them. #}

{# Facts with a row for each person or row of a list, of which evidence reads a few columns. #}
{% macro facts_of_people() -%}
    {{- return(['fct_quarantined_rows', 'fct_roster_months', 'fct_worker_months']) -}}
{%- endmacro %}

{# Each count of each indicator with each of its slicings, as evidence models say. While dbt looks for what a model
   depends on it knows no other models: then something of every fact. #}
{% macro slices_of_indicators(indicator_codes) -%}
    {%- set slices = [] -%}
    {%- for code in indicator_codes -%}
        {%- do ref('evidence__' ~ code) -%}
        {%- set counts = [] -%}
        {%- if execute -%} {%- do counts.extend(model_named('evidence__' ~ code).config.meta.counts) -%}
        {%- else -%} {%- for fact in fact_columns() -%} {%- do counts.append({'fact': fact}) -%} {%- endfor -%}
        {%- endif -%}
        {%- for count, slice in slices_of(counts) -%}
            {%- do slices.append((code, count, slice)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(slices) -}}
{%- endmacro %}

{% macro model_named(name) -%}
    {{- return(graph.nodes['model.' ~ project_name ~ '.' ~ name]) -}}
{%- endmacro %}

{# What is added up, and what tells sums apart beside indicator and slicing. #}
{% macro added_up() -%}
    {{- return(['numerator', 'denominator', 'excluded', 'possible', 'unknown']) -}}
{%- endmacro %}

{% macro kept_apart() -%}
    {{- return(['slice_code', 'area_code', 'cause', 'rolls_up', 'unit_kind', 'unit_no']) -}}
{%- endmacro %}

{# The groups of alike rows by name: of which fact, and by which of its columns. A fact that counts by one of two places
   has two, or hardly any rows would be alike. #}
{% macro groups_of_alike(slices) -%}
    {%- set groups = {} -%}
    {%- for code, count, slice in slices if count.fact in facts_of_people() -%}
        {%- set values = values_of_sums(code, count, slice) -%}
        {%- set group = groups.setdefault(alike(count, values), {'fact': count.fact, 'columns': []}) -%}
        {%- for name in columns_read(count, slice, values) if name not in group.columns -%}
            {%- do group.columns.append(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(groups) -}}
{%- endmacro %}

{% macro alike(count, values) -%} {{- return(count.fact ~ '__by_' ~ values.area_code) -}} {%- endmacro %}

{# What a row gives to sums. Which unit it is matters of workforces only. #}
{% macro values_of_sums(indicator_code, count, slice) -%}
    {%- set values = evidence_values(indicator_code, count, slice) -%}
    {%- if count.fact in facts_of_people() -%} {%- do values.update(unit_kind='null', unit_no='null') -%} {%- endif -%}
    {{- return(values) -}}
{%- endmacro %}

{# The columns of a fact that stand in what sums are made of. #}
{% macro columns_read(count, slice, values) -%}
    {%- set said = [counted_where(count, slice)] -%}
    {%- for name in kept_apart() + added_up() -%} {%- do said.append(values[name]) -%} {%- endfor -%}
    {%- set words = modules.re.findall('[a-z_]+', modules.re.sub("'[^']*'", '', said | join(' '))) -%}
    {%- set of_fact = model_named(count.fact).columns if execute else words -%}
    {{- return(words | unique | select('in', of_fact) | list) -}}
{%- endmacro %}

{# What one count gives in one slicing. #}
{% macro sums_of_slice(indicator_code, count, slice) -%}
    {%- set values = values_of_sums(indicator_code, count, slice) -%}
    {%- set is_grouped = count.fact in facts_of_people() -%}
    select
        '{{ indicator_code }}' as indicator_code,
        '{{ slice.slicing }}' as slicing,
        {%- for name in kept_apart() %}
        {{ typed(values[name], evidence_types()[name]) }} as {{ name }},
        {%- endfor %}
        {%- for name in added_up() %}
        {{ typed(values[name], 'bigint') }}{{ ' * alike_rows' if is_grouped }} as {{ name }},
        {%- endfor %}
        {{ 'alike_rows' if is_grouped else '1' }} as evidence_rows
    from {{ alike(count, values) if is_grouped else ref(count.fact) }}
    {{- counted_where(count, slice) | replace('\n', '\n    ') }}
{%- endmacro %}

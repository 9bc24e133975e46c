# One image for every part of Airflow and for the command line; docker-compose.yml says which part runs where.
FROM python:3.11-slim-bookworm

RUN useradd --create-home cakupan && install -d -o cakupan -g cakupan -m 0711 /var/lib/cakupan \
    && install -d -o cakupan -g cakupan -m 0700 /var/lib/cakupan/secrets
WORKDIR /opt/cakupan

# With workers on other machines: LOCKS="requirements.lock requirements-workers.lock".
ARG LOCKS=requirements.lock
COPY requirements.lock requirements-workers.lock ./
RUN for lock in $LOCKS; do pip install --no-cache-dir --require-hashes --no-deps -r "$lock" || exit; done

COPY pyproject.toml requirements.in ./
COPY include include
COPY expectations expectations
COPY dbt_project dbt_project
COPY dags dags
COPY deploy deploy
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .

ENV CAKUPAN_HOME=/var/lib/cakupan \
    AIRFLOW_HOME=/var/lib/cakupan/airflow \
    DO_NOT_TRACK=1 \
    DBT_SEND_ANONYMOUS_USAGE_STATS=false \
    GX_ANALYTICS_ENABLED=false
USER cakupan
VOLUME /var/lib/cakupan
CMD ["cakupan", "--help"]

"""The configuration of the local Airflow, private, with everything that talks switched off."""

import configparser
import json
import os
import secrets
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from cryptography.fernet import Fernet

from cakupan import settings
from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse import server

USER = "operator"
HOST = "127.0.0.1"
BROKER = "CAKUPAN_CELERY_BROKER"
NOT_FOR_TASKS = ("CAKUPAN_OWNER_DSN",)  # tasks work as the pipeline
# Every dependency that counts its users is told not to.
SILENCE = {
    "DO_NOT_TRACK": "1",
    "SCARF_ANALYTICS": "false",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "ANONYMIZED_TELEMETRY": "false",
}


@dataclass(frozen=True, kw_only=True)
class AirflowSecret:
    """What secrets/airflow.json holds."""

    user: str
    password: str
    fernet_key: str
    jwt_secret: str
    api_secret: str


def folder(home: Path) -> Path:
    """Return AIRFLOW_HOME of this installation."""
    return home / "airflow"


def secret_path(home: Path) -> Path:
    """Return the file that holds the password of the web interface."""
    return home / "secrets" / "airflow.json"


def ensure_secret(home: Path) -> AirflowSecret:
    """Return the installation's Airflow keys and password, made at the first call."""
    path = secret_path(home)
    if not path.exists():
        made = {
            "user": USER,
            "password": secrets.token_urlsafe(12),
            "fernet_key": Fernet.generate_key().decode(),
            "jwt_secret": secrets.token_urlsafe(48),
            "api_secret": secrets.token_urlsafe(32),
        }
        server.write_private(path, json.dumps(made, indent=1))
    return AirflowSecret(**json.loads(path.read_text()))


def write(home: Path, port: int) -> None:
    """Write airflow.cfg and the password file for a web interface on this port."""
    secret = ensure_secret(home)
    airflow_home = folder(home)
    passwords = airflow_home / "passwords.json"
    server.write_private(passwords, json.dumps({secret.user: secret.password}))
    parser = configparser.RawConfigParser()
    parser.read_dict(_options(home, port, secret, passwords))
    text = StringIO()
    parser.write(text)
    server.write_private(airflow_home / "airflow.cfg", text.getvalue().replace("%", "%%"))


def environment(home: Path) -> dict[str, str]:
    """Return the environment of the local Airflow's processes: this one's, without stray Airflow settings."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AIRFLOW_") and name not in NOT_FOR_TASKS
    }
    tools = str(Path(sys.executable).parent)
    return {
        **inherited,
        **SILENCE,
        "AIRFLOW_HOME": str(folder(home)),
        "CAKUPAN_HOME": str(home),
        "PATH": f"{tools}{os.pathsep}{inherited.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "COLUMNS": "200",
    }


def _options(home: Path, port: int, secret: AirflowSecret, passwords: Path) -> dict[str, dict[str, str]]:
    logs = home / "logs" / "airflow"
    dsn = os.environ.get("CAKUPAN_AIRFLOW_DSN") or str(server.read_secret(home)["airflow_dsn"])
    host = os.environ.get("CAKUPAN_AIRFLOW_HOST", HOST)
    url = os.environ.get("CAKUPAN_AIRFLOW_URL", f"http://{HOST}:{port}")
    return {
        "core": {
            "dags_folder": str(PROJECT_ROOT / "dags"),
            "plugins_folder": str(folder(home) / "plugins"),
            "executor": "CeleryExecutor" if os.environ.get(BROKER) else "LocalExecutor",
            "parallelism": str(settings.load().parallelism),
            "max_active_tasks_per_dag": str(max(16, settings.load().parallelism)),
            "load_examples": "False",
            "dags_are_paused_at_creation": "False",
            "fernet_key": secret.fernet_key,
            "simple_auth_manager_users": f"{secret.user}:admin",
            "simple_auth_manager_passwords_file": str(passwords),
            "execution_api_server_url": f"{url}/execution/",
            "hostname_callable": "platform.node",  # the default asks a name server
            "default_timezone": "Asia/Jakarta",
            "max_map_length": "10000",
            "killed_task_cleanup_time": "10",
            "default_task_retry_delay": "10",
        },
        "database": {
            "sql_alchemy_conn": dsn.replace("postgresql://", "postgresql+psycopg2://"),
            "sql_alchemy_conn_async": dsn.replace("postgresql://", "postgresql+asyncpg://"),
            "sql_alchemy_pool_size": "4",
        },
        "api": {
            "host": host,
            "port": str(port),
            "workers": "1",
            "secret_key": secret.api_secret,
            "instance_name": "Cakupan",
            "enable_swagger_ui": "False",  # its pages name hosts outside
        },
        "api_auth": {"jwt_secret": secret.jwt_secret},
        "logging": {
            "base_log_folder": str(logs),
            "dag_processor_child_process_log_directory": str(logs / "dag_processor"),
            "file_task_handler_new_folder_permissions": "0o700",
            "file_task_handler_new_file_permissions": "0o600",
            "colored_console_log": "False",
        },
        "scheduler": {
            "scheduler_idle_sleep_time": "0.3",
            "scheduler_heartbeat_sec": "2",
            "task_instance_heartbeat_timeout": "60",
        },
        "dag_processor": {
            "refresh_interval": "30",
            "min_file_process_interval": "30",
            "parsing_processes": "1",
        },
        **_celery(dsn),
    }


def _celery(dsn: str) -> dict[str, dict[str, str]]:
    """Tasks go to workers by a broker where one is named; one that is lost is given out again after a day."""
    broker = os.environ.get(BROKER)
    if not broker:
        return {}
    return {
        "celery": {
            "broker_url": broker,
            "result_backend": dsn.replace("postgresql://", "db+postgresql+psycopg2://"),
            "worker_concurrency": str(settings.load().parallelism),
            "worker_prefetch_multiplier": "1",
            "task_acks_late": "True",
        },
        "celery_broker_transport_options": {"visibility_timeout": "86400"},
    }

"""Airflow seen from outside: its configuration, its processes, its REST API. Imports no airflow."""

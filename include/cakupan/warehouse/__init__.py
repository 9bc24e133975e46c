"""The PostgreSQL warehouse: connections, migrations, roles, loads, bulk copy, embedded server."""

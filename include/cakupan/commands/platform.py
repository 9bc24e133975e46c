"""Commands about the machine: set-up, PostgreSQL and Airflow up, down and how they are."""

from dataclasses import asdict

import typer

from cakupan import settings
from cakupan.commands.output import Json, print_json, print_line


def setup() -> None:
    """Make folders, keys, server, schema, roles and Airflow's database; running it again changes nothing."""
    from cakupan import installation
    from cakupan.orchestrator.progress import Progress

    progress = Progress()
    with progress.phase("Set-up"):
        installation.prepare(progress.say)


def up() -> None:
    """Start PostgreSQL and Airflow on this machine and leave them running."""
    from cakupan import installation
    from cakupan.orchestrator import local
    from cakupan.orchestrator.progress import Progress
    from cakupan.warehouse import server

    home = settings.load().home
    if not local.status(home).is_up:
        progress = Progress()
        with progress.phase("Starting PostgreSQL and Airflow"):
            installation.prepare(progress.say)
            with server.running(home):
                with_schedule = not _is_demo_world()
                local.up(home, is_lasting=True, with_schedule=with_schedule, say=progress.say)
                server.keep(home, wanted=True)
    now = local.status(home)
    print_line(f"Airflow   {now.url}")
    print_line(f"User      {now.user}")
    print_line(f"Password  in {now.password_file}")
    print_line("Stop with `cakupan down` (or `make down`).")


def down() -> None:
    """Stop Airflow and PostgreSQL on this machine, with everything they started."""
    from cakupan.orchestrator import local

    ended = local.down(settings.load().home)
    print_line(f"Stopped: {', '.join(ended)}." if ended else "Nothing was running.")


def status(as_json: Json = False) -> None:
    """Say what runs on this machine; exit 1 when it is not all up."""
    from cakupan.orchestrator import local

    now = local.status(settings.load().home)
    if as_json:
        print_json({**asdict(now), "is_up": now.is_up})
    else:
        print_line(f"postgresql     {'up' if now.is_postgres_up else 'down'}")
        for name, is_alive in now.components.items() or {"airflow": False}.items():
            print_line(f"{name:14} {'up' if is_alive else 'down'}")
        if now.url:
            print_line(f"Airflow at {now.url}, user {now.user}, password in {now.password_file}")
    if not (now.is_up and now.is_postgres_up):
        raise typer.Exit(1)


def _is_demo_world() -> bool:
    """A world with a demo clock keeps no schedule: real dates would close months its story never had."""
    from cakupan.warehouse.connection import connect

    with connect() as connection:
        return connection.execute("select 1 from control.demo_clock").fetchone() is not None

"""Commands about what places outside keep: telling them the head of an edition, comparing with it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cakupan.commands.actor import actor
from cakupan.commands.output import print_json, print_line
from cakupan.commands.warehouse import warehouse


def witness(
    edition: Annotated[
        str | None, typer.Argument(metavar="[PERIOD[/vN]]", help="Without it the one published last.")
    ] = None,
) -> None:
    """Tell the head of an edition to the places of CAKUPAN_WITNESS that do not have it yet."""
    from cakupan.editions import plan
    from cakupan.editions.proof import order
    from cakupan.editions.proof import witness as witnesses
    from cakupan.errors import NotFound

    with warehouse() as connection:
        known = order.published(connection)
        if not known:
            raise NotFound("No edition is published yet.")
        name = plan.edition_named(connection, edition).name if edition else known[-1].name
        told = witnesses.tell(name, actor())
    print_line(f"{name}: {', '.join(told) or 'no place is set; see CAKUPAN_WITNESS'}")


def compare(editions: Path, head_file: Path, key: Path | None) -> dict[str, Any]:
    """Return how the editions differ from what a witness keeps, and what could not be checked."""
    from cakupan import settings
    from cakupan.editions.proof import head, trusted, witnessed
    from cakupan.editions.proof.store import KeyStore

    signed = head.read(head_file)
    known = trusted.read(key) if key is not None else KeyStore(home=settings.load().home).trusted()
    broken = witnessed.compare(editions, head_file, signed, known)
    return {
        "is_ok": not broken,
        **asdict(signed.head),
        "broken": [str(each) for each in broken],
        "notices": _notices(head_file, is_key_known=known is not None),
    }


def show(answer: dict[str, Any], *, as_json: bool = False) -> None:
    """Print how editions compare with a head."""
    if as_json:
        print_json(answer)
        return
    for each in answer["broken"]:
        print_line(f"head: {each}")
    said = "agrees with the editions" if answer["is_ok"] else "differs from the editions"
    what = f"{answer['edition']}, number {answer['number']}, published {answer['published_at']}"
    print_line(f"the head of {what}: {said}")
    for notice in answer["notices"]:
        print_line(notice)


def _notices(head_file: Path, *, is_key_known: bool) -> list[str]:
    """Say what beside the head speaks for it, and what could not be checked."""
    from cakupan import settings
    from cakupan.editions.proof import timestamps, witnessed

    notices = [] if is_key_known else ["the signature of the head was not checked: no key is trusted here"]
    for path in witnessed.stamps(head_file):
        if settings.load().timestamp_roots is None:
            notices.append(f"{path.name} was not checked: set CAKUPAN_TIMESTAMP_ROOTS")
            continue
        try:
            notices.append(f"seen {timestamps.stamped_at(path.read_bytes(), head_file.read_bytes())}")
        except OSError:
            continue  # told among what differs
    return notices

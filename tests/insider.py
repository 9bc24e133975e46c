"""What somebody can do who has the password of the database's owner, and with it the agency's key."""

import json
from pathlib import Path
from typing import Any

import psycopg
from cakupan import settings
from cakupan.editions import manifest
from cakupan.editions.proof import signature
from cakupan.editions.proof.store import KeyStore

ALL_LINKS = """
do $$
declare
    each record;
    previous text;
    previous_chain text := '';
begin
    for each in select * from chain.link order by chain, link_no loop
        if each.chain <> previous_chain then
            previous := null;
            previous_chain := each.chain;
        end if;
        select row_count, content_sha256 into each.row_count, each.content_sha256
        from (
            select 'control.action' as name, c.* from chain.of_actions(array[each.row_key::bigint]) as c
            union all
            select 'publication.edition', c.* from chain.of_editions(array[each.row_key::bigint]) as c
            union all
            select 'publication.figure', c.* from chain.of_figures(array[each.row_key::bigint]) as c
            union all
            select 'publication.figure_change', c.* from chain.of_changes(array[each.row_key::bigint]) as c
            union all
            select 'identity.resolved_load', c.* from chain.of_persons(array[each.row_key::bigint]) as c
        ) as content
        where content.name = each.table_name;
        previous := encode(sha256(convert_to(jsonb_build_array(
            previous, each.chain, each.link_no, each.table_name, each.row_key, each.subject, each.row_count,
            each.content_sha256, each.is_from_upgrade, extract(epoch from each.linked_at)::text
        )::text, 'UTF8')), 'hex');
        update chain.link
        set row_count = each.row_count, content_sha256 = each.content_sha256, sha256 = previous
        where chain = each.chain and link_no = each.link_no;
    end loop;
end
$$
"""
CHAINED = (
    "control.action",
    "publication.edition",
    "publication.figure",
    "publication.figure_change",
    "identity.person",
    "identity.person_key",
    "identity.merge",
    "identity.split",
    "identity.decision",
    "identity.ruling",
    "identity.resolved_load",
    "chain.link",
)


def past_triggers(address: str, *statements: str) -> None:
    """Run statements as the owner of every table, with all triggers off and put back as they were."""
    with psycopg.connect(address) as connection:
        as_they_were = connection.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger where tgenabled = 'A'"
        ).fetchall()
        for table in CHAINED:
            connection.execute(f"alter table {table} disable trigger all")
        for statement in statements:
            connection.execute(statement)
        for table in CHAINED:
            connection.execute(f"alter table {table} enable trigger all")
        for table, name in as_they_were:
            connection.execute(f"alter table {table} enable always trigger {name}")


def link_anew(address: str) -> None:
    """Recompute every link of every chain over what the rows say now."""
    past_triggers(address, ALL_LINKS)


def seal_anew(bundle: Path, **said: Any) -> str:
    """Have a manifest say something else, of the files as they are now, signed with the agency's own key."""
    stated = manifest.read(bundle) | said
    stated["files"] = [
        {"path": name, "sha256": manifest.sha256_of(path), "size": path.stat().st_size}
        for name, path in manifest.files(bundle)
    ]
    content = manifest.canonical(json.loads(json.dumps(stated)))
    (bundle / manifest.MANIFEST).write_bytes(content)
    with KeyStore(home=settings.load().home).signing() as (signer, _):
        name = signature.fingerprint(signer.public)
        (bundle / manifest.SIGNATURE).write_bytes(signature.lines({name: signer.sign(content)}))
    return manifest.sha256_of(bundle / manifest.MANIFEST)

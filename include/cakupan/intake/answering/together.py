"""Which files count together with one of them as one list, in the words of its receipt."""

from collections.abc import Mapping, Sequence

from cakupan.warehouse.connection import Connection

USABLE = ("accepted", "accepted_with_findings")
NOT_COUNTED = {"refused": "ditolak", "held": "ditahan"}


def of(connection: Connection, submission_nos: Sequence[int]) -> Mapping[int, str]:
    """Return what to say of each submission that is a part of a list; others have nothing said of them."""
    rows = connection.execute(
        """
        with wanted as (
            select submission_no, list_no from intake.submission
            where submission_no = any(%(numbers)s) and list_no is not null
        ),
        newest as (
            select distinct on (file.list_no, file.part_no)
                file.list_no, file.part_no, file.submission_no, file.submission_id,
                coalesce(latest.outcome, 'waiting') as outcome
            from intake.submission as file
            left join intake.latest_judgement as latest using (submission_no)
            where file.list_no in (select list_no from wanted)
            order by
                file.list_no, file.part_no, latest.outcome = any(%(usable)s) desc nulls last,
                file.submission_no desc
        )
        select wanted.submission_no, newest.submission_no, newest.submission_id, newest.outcome, (
            select replacing.submission_id
            from intake.submission as replacing
            inner join intake.submission as part on part.submission_no = wanted.list_no
            inner join intake.latest_judgement on latest_judgement.submission_no = replacing.submission_no
            where replacing.partner_no = part.partner_no and replacing.roster_kind = part.roster_kind
                and replacing.period = part.period and replacing.is_full
                and coalesce(replacing.list_no, replacing.submission_no) > wanted.list_no
                and latest_judgement.outcome = any(%(usable)s)
            order by replacing.submission_no desc
            limit 1
        )
        from wanted inner join newest using (list_no)
        order by wanted.submission_no, newest.part_no
        """,
        {"numbers": list(submission_nos), "usable": list(USABLE)},
    ).fetchall()
    return {
        number: _told([row[2:4] for row in rows if row[0] == number], replaced_by)
        for number, replaced_by in {row[0]: row[4] for row in rows}.items()
    }


def _told(parts: Sequence[tuple[str, str]], replaced_by: str | None) -> str:
    counted = [submission_id for submission_id, outcome in parts if outcome in USABLE]
    left = [f"{each} ({NOT_COUNTED.get(out, 'menunggu')})" for each, out in parts if out not in USABLE]
    named = f"{', '.join(counted) or 'belum ada'}; {len(counted)} dari {len(parts)} berkas"
    said = f"Dihitung bersama sebagai satu daftar: {named}."
    if left:
        said += f" Belum dihitung: {', '.join(left)}."
    if replaced_by:
        said += f" Seluruh daftar ini sudah digantikan oleh {replaced_by}."
    return said

"""Who sends rosters in the story, and what each owes: rows of the partner and obligation lists."""

from dataclasses import dataclass

import pandas as pd

from cakupan.demo import places

OBLIGATION_COLUMNS = ["partner_id", "roster_kind", "frequency", "due_day", "list_mode", "carry_forward", "funding_code", "agreement_id", "valid_from", "valid_to"]


@dataclass(frozen=True, kw_only=True)
class Owes:
    """One kind of roster a partner has to send."""

    kind: str
    frequency: str = "monthly"
    due_day: int = 5
    list_mode: str = "full"
    carry_forward: bool = False
    funding: str | None = None
    agreement: str | None = None


@dataclass(frozen=True, kw_only=True)
class Partner:
    """One sender and what it owes since a year."""

    partner_id: str
    name: str
    area_code: str
    since: int = 2024
    owes: tuple[Owes, ...] = ()


def named() -> list[Partner]:
    """Return the partners that are not villages."""
    return [
        Partner(
            partner_id="pemda-15.06",
            name="Pemerintah Kabupaten Tanjung Jabung Barat",
            area_code=places.TANJAB_BARAT,
            owes=(
                Owes(
                    kind="pemda_rentan",
                    frequency="yearly",
                    carry_forward=True,
                    due_day=31,
                    funding="APBD_KAB",
                ),
            ),
        ),
        Partner(
            partner_id="pemda-33.28",
            name="Pemerintah Kabupaten Tegal",
            area_code=places.KAB_TEGAL,
            owes=(
                Owes(
                    kind="pemda_rentan", frequency="yearly", carry_forward=True, due_day=31, funding="DBH_CHT"
                ),
            ),
        ),
    ]


def everyone() -> list[Partner]:
    """Return all partners."""
    return named()


def partner_table(since: int) -> pd.DataFrame:
    """Return the partner rows that became known in one year."""
    return pd.DataFrame(
        [
            {
                "partner_id": partner.partner_id,
                "partner_name": partner.name,
                "area_code": partner.area_code,
                "office_code": places.OFFICE_OF.get(partner.area_code[:5], "PUSAT"),
                "contact": f"{partner.partner_id}@contoh.example",
            }
            for partner in everyone()
            if partner.since == since
        ]
    )


def obligation_table(since: int) -> pd.DataFrame:
    """Return the obligations that became known in one year."""
    return pd.DataFrame(
        [
            {
                "partner_id": partner.partner_id,
                "roster_kind": owed.kind,
                "frequency": owed.frequency,
                "due_day": owed.due_day,
                "list_mode": owed.list_mode,
                "carry_forward": str(owed.carry_forward).lower(),
                "funding_code": owed.funding,
                "agreement_id": owed.agreement,
                "valid_from": f"{since}-01-01",
                "valid_to": None,
            }
            for partner in everyone()
            if partner.since == since
            for owed in partner.owes
        ],
        columns=OBLIGATION_COLUMNS,
    )

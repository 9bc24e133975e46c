"""Rows of rosters of which it is known who they are: mixed ones, and keyless ones without a usable number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from labelled import people as population
from labelled import rates, register, spelling
from labelled.errors import Row, with_errors

Random = np.random.Generator
Positions = npt.NDArray[np.int64]
RESIDUES = (
    "-", "0", "BELUM ADA", "0000000000000000", "DALAM PROSES", "TIDAK ADA", "33", "?", "XXXX",
    "1111111111111111",
)  # fmt: skip
CHANCE = -1


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """The people, the memberships, and the rows with their truth: `person`, or CHANCE's -1 for none."""

    people: pd.DataFrame
    memberships: pd.DataFrame
    rows: pd.DataFrame


def labelled(seed: int, *, members: int, mixed: int, keyless: int) -> Labelled:
    """Return a set of these sizes; the same seed gives the same set."""
    rng = np.random.default_rng(seed)
    people = population.population(rng, round(members / (register.REGISTERED * 1.053)))
    is_registered = rng.random(len(people)) < register.REGISTERED
    people, is_registered = _with_namesakes(rng, people, is_registered, mixed + keyless)
    memberships = register.memberships(rng, people, np.flatnonzero(is_registered))
    drawn = _draw(rng, people, is_registered, mixed + keyless)
    at = rng.permutation(len(drawn))
    parts = [
        _rows(rng, people, memberships, is_registered, drawn[at[:mixed]], "mixed"),
        _rows(rng, people, memberships, is_registered, drawn[at[mixed:]], "keyless"),
    ]
    return Labelled(people=people, memberships=memberships, rows=pd.concat(parts, ignore_index=True))


def _with_namesakes(
    rng: Random, people: pd.DataFrame, is_registered: npt.NDArray[np.bool_], rows: int
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """Add people in households of their own who have a member's name, sex and birth date."""
    count = round(rows * (1 - rates.IN_REGISTER) * rates.NAMESAKES)
    models = rng.choice(np.flatnonzero(is_registered), size=count, replace=False)
    added = people.iloc[models].copy()
    others = people.iloc[rng.integers(len(people), size=count)]
    homes = {code: each.to_numpy(object) for code, each in people.groupby("regency")["village"]}
    luck = rng.random(count)
    is_same_village = luck < rates.NAMESAKES_SAME_VILLAGE
    is_same_regency = luck < rates.NAMESAKES_SAME_VILLAGE + rates.NAMESAKES_SAME_REGENCY
    regency = np.where(is_same_regency, added["regency"], others["regency"])
    village = np.array([homes[code][int(rng.integers(len(homes[code])))] for code in regency], object)
    added["regency"] = regency
    added["village"] = np.where(is_same_village, added["village"], village)
    added["household"] = people["household"].iloc[-1] + 1 + np.arange(count)
    added["role"], added["is_twin"] = 0, False
    added["mother"] = population.names(
        rng, added["people"].to_numpy(), np.full(count, "P", object), added["year"].to_numpy() - 26
    )
    serial = pd.Series(5000 + np.arange(count) % 4999).astype(str)
    place = pd.Series(regency).str.replace(".", "", regex=False) + "99"
    added["nik"] = (place + added["nik"].str[6:12].to_numpy() + serial).to_numpy()
    added["family_card"] = (added["family_card"].str[:12] + serial.to_numpy()).to_numpy()
    added["is_planted"] = True
    whole = pd.concat([people.assign(is_planted=False), added], ignore_index=True)
    return whole, np.concatenate([is_registered, np.zeros(count, bool)])


def _draw(rng: Random, people: pd.DataFrame, is_registered: npt.NDArray[np.bool_], count: int) -> Positions:
    """Draw who is on rosters: nobody twice."""
    inside = round(count * rates.IN_REGISTER)
    planted = np.flatnonzero(people["is_planted"].to_numpy())
    twins = _twins_outside(people, is_registered)
    wanted = round((count - inside) * rates.TWINS_OUTSIDE)
    twins = rng.permutation(twins)[:wanted]
    special = np.concatenate([planted, twins])
    others = np.setdiff1d(np.flatnonzero(~is_registered), special)
    return np.concatenate(
        [
            rng.choice(np.flatnonzero(is_registered), size=inside, replace=False),
            special,
            rng.choice(others, size=count - inside - len(special), replace=False),
        ]
    )


def _twins_outside(people: pd.DataFrame, is_registered: npt.NDArray[np.bool_]) -> Positions:
    twins = np.flatnonzero(people["is_twin"].to_numpy())
    other = np.where(people["role"].to_numpy()[twins] == 3, twins - 1, twins + 1)
    return twins[~is_registered[twins] & is_registered[other]]


def _rows(
    rng: Random,
    people: pd.DataFrame,
    memberships: pd.DataFrame,
    is_registered: npt.NDArray[np.bool_],
    drawn: Positions,
    roster: str,
) -> pd.DataFrame:
    """Write one row for each of these people; a Python loop, for each is written by another hand."""
    is_keyless = roster == "keyless"
    kinds = rates.KEYLESS if is_keyless else rates.MIXED
    counts = _error_counts(rng, len(drawn), is_keyless)
    at_hand = _at_hand(rng, people, memberships, drawn)
    found = []
    for position, row, count in zip(drawn, at_hand, counts, strict=True):
        if is_keyless:
            row = _without_numbers(row, rng)
        changed, errors = with_errors(row, kinds, count, rng)
        changed, errors = _under_one_nik(rng, changed, errors, is_keyless)
        found.append(_as_written(int(position), roster, changed, errors, bool(is_registered[position])))
    frame = pd.DataFrame(found)
    frame["nama_ibu"] = _mothers(rng, people["mother"].to_numpy(object)[drawn])
    frame["regency"] = people["regency"].to_numpy(object)[drawn]
    return frame


def _mothers(rng: Random, mothers: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Mothers' names where they are given, some spelt otherwise."""
    given = np.where(rng.random(len(mothers)) < rates.HAS_MOTHER, mothers, None)
    for row in np.flatnonzero(rng.random(len(mothers)) < rates.MOTHER_OTHERWISE):
        if given[row]:  # few, and every name is another text
            given[row] = spelling.spelt_otherwise(given[row], rng)
    return given


def _error_counts(rng: Random, rows: int, is_keyless: bool) -> list[int]:
    clean, shares = (
        (rates.CLEAN_KEYLESS, rates.ERRORS_KEYLESS) if is_keyless else (rates.CLEAN_MIXED, rates.ERRORS_MIXED)
    )
    whole = [clean, *((1 - clean) * share for share in shares)]
    return rng.choice(len(whole), size=rows, p=whole).tolist()


def _at_hand(rng: Random, people: pd.DataFrame, memberships: pd.DataFrame, drawn: Positions) -> list[Row]:
    own = people.iloc[drawn]
    niks, villages = people["nik"].to_numpy(object), people["village"].to_numpy(object)
    relatives = register.relative_positions(people)[drawn]
    neighbours = np.minimum(drawn + rng.integers(3, 9, size=len(drawn)), len(people) - 1)
    kpj = memberships.drop_duplicates("person").set_index("person")["kpj"].reindex(drawn)
    by_regency = {code: sorted(set(each)) for code, each in people.groupby("regency")["village"]}
    has_kpj = rng.random(len(drawn)) < rates.HAS_KPJ
    days = own["born"].to_numpy().astype("datetime64[D]").astype(object)
    rows = []
    for n, (position, born) in enumerate(zip(drawn, days, strict=True)):
        homes: Sequence[str] = by_regency[own["regency"].iat[n]]
        home = villages[position]
        near = [code for code in homes if code[:8] == home[:8]]
        card = kpj.iat[n] if isinstance(kpj.iat[n], str) else None
        rows.append(
            Row(
                nik=niks[position],
                kpj=card if has_kpj[n] else None,
                name=own["name"].iat[n],
                born=born,
                sex=own["sex"].iat[n],
                village=home,
                own_kpj=card,
                relative_nik=niks[relatives[n]],
                neighbour_nik=niks[neighbours[n]],
                family_card=own["family_card"].iat[n],
                near_village=near[int(rng.integers(len(near)))],
                far_village=homes[int(rng.integers(len(homes)))],
            )
        )
    return rows


def _without_numbers(row: Row, rng: Random) -> Row:
    residue = RESIDUES[int(rng.integers(len(RESIDUES)))] if rng.random() < rates.RESIDUE else None
    return Row(**{**vars(row), "nik": residue, "kpj": None, "own_kpj": None})


def _under_one_nik(
    rng: Random, row: Row, errors: frozenset[str], is_keyless: bool
) -> tuple[Row, frozenset[str]]:
    """A household listed under the NIK of its head, whatever else is wrong."""
    if is_keyless or rng.random() >= rates.SHARED_NIK or row.relative_nik == row.nik:
        return row, errors
    return Row(**{**vars(row), "nik": row.relative_nik}), errors | {"shared_nik"}


def _as_written(
    position: int, roster: str, row: Row, errors: frozenset[str], is_registered: bool
) -> dict[str, object]:
    born: date | None = row.born
    return {
        "roster": roster,
        "nik": row.nik,
        "kpj": row.kpj,
        "nama": row.name,
        "tanggal_lahir": born,
        "jenis_kelamin": row.sex,
        "village": row.village,
        "writer": position,
        "person": position if is_registered else CHANCE,
        "kinds": errors,
    }

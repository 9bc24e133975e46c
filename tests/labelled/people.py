"""People in households: names as often as they are borne, birth dates, homes, and NIKs that are nobody's."""

from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from cakupan.reference import areas

from labelled.words import PATTERNS, WORDS, peoples

Random = np.random.Generator
Texts = npt.NDArray[np.object_]
PER_REGENCY = 12_000
FEWEST_REGENCIES, MOST_REGENCIES = 5, 84
HEAVINESS = 0.85  # of the weights of words: the tenth is borne a sixth as often as the first
OLDEST, YOUNGEST = 1961, 2006  # of working age on every list of 2024
HEAPED = ((1, 1, 0.025), (31, 12, 0.012), (1, 7, 0.008))  # days that stand for "not known"
ROUND_YEARS = 0.06  # of those born before 1985: the year is rounded to 0 or 5
UNUSED_DISTRICTS = range(55, 100)  # no kecamatan has these numbers: the highest in use is 51
BORN_ELSEWHERE = 0.16
NIK_OF_ANOTHER_DAY = 0.025  # a NIK stays when the birth date on the card is put right
TWINS = 0.008  # of households: two grown children born together
FAMILY_NAMES = ("batak", "china", "east")
PATERNAL = 0.12  # of children elsewhere: the father's last word is theirs too
POPULOUS = {"32": 9.0, "33": 9.0, "35": 9.0, "31": 6.0, "36": 4.0, "12": 4.0, "73": 3.0, "18": 2.5}


def population(rng: Random, size: int) -> pd.DataFrame:
    """Return about `size` grown people, household by household, positions as index."""
    regencies = _regencies(rng, size)
    home = _households(rng, size)
    count = int(home["household"].iloc[-1]) + 1
    at = rng.integers(len(regencies), size=count)
    villages = _villages()
    of_regency = [villages[code] for code in regencies]
    nth = rng.integers(9999, size=count) % _sizes(of_regency)[at]
    village = np.array([of_regency[regency][number] for regency, number in zip(at, nth, strict=True)])
    people = _people_of(rng, np.array(regencies)[at])
    household = home["household"].to_numpy()
    frame = home.assign(
        regency=np.array(regencies)[at][household],
        village=village[household],
        people=people[household],
    )
    frame["born"] = _birth_days(rng, frame)
    frame["name"] = names(rng, frame["people"].to_numpy(), frame["sex"].to_numpy(), _years(frame))
    frame["mother"] = _mothers(rng, frame)
    frame["name"] = _family_names(rng, frame)
    frame["nik"] = _niks(rng, frame, regencies)
    cards = rng.integers(1, 9999, size=count)
    days = _date_text(rng.choice(pd.date_range("2008-01-01", "2024-06-30").to_numpy(), size=count), 0)
    prefix = pd.Series(np.array(regencies)[at]).str.replace(".", "", regex=False) + "99"
    card = prefix + days + pd.Series(cards).astype(str).str.zfill(4)
    frame["family_card"] = card.to_numpy()[household]
    return frame


def names(rng: Random, people: Texts, sexes: Texts, years: npt.NDArray[np.int64]) -> Texts:
    """Return a full name for each, of its people, sex and time."""
    kinds = np.where((people == "java") & (years < 1978), "java_old", people)
    found = np.empty(len(people), object)
    for kind in sorted(set(kinds)):
        patterns = PATTERNS[kind]
        shares = np.array([each.share for each in patterns])
        mine = np.flatnonzero(kinds == kind)
        drawn = rng.choice(len(patterns), size=len(mine), p=shares / shares.sum())
        for number, pattern in enumerate(patterns):
            for sex, slots in (("L", pattern.man), ("P", pattern.woman)):
                rows = mine[(drawn == number) & (sexes[mine] == sex)]
                found[rows] = _put_together(rng, slots, len(rows))
    return found


def _put_together(rng: Random, slots: tuple[str, ...], count: int) -> Texts:
    words = [
        pa.array(drawn(rng, slot[1:-1], count), pa.string())
        if slot.startswith("{")
        else pa.array([slot] * count, pa.string())
        for slot in slots
    ]
    whole = words[0]
    for before, word in pairwise(words):  # nobody is called AGNES AGNES
        whole = pc.if_else(pc.equal(before, word), whole, pc.binary_join_element_wise(whole, word, " "))
    return whole.to_numpy(zero_copy_only=False)


def drawn(rng: Random, table: str, count: int) -> Texts:
    """Draw words of a table, by how common they are."""
    words = np.array(WORDS[table], object)
    return words[np.searchsorted(_cumulated(len(words)), rng.random(count))]


@cache
def _cumulated(count: int) -> npt.NDArray[np.float64]:
    weights = 1 / (np.arange(count) + 2.0) ** HEAVINESS
    cumulated = np.cumsum(weights / weights.sum())
    cumulated[-1] = 1.0
    return cumulated


@cache
def _villages() -> dict[str, list[str]]:
    frame = areas.frame()
    codes = frame.loc[(frame["level"] == "village") & frame["valid_to"].isna(), "area_code"]
    return {str(code): list(each) for code, each in codes.groupby(codes.str[:5])}


def _regencies(rng: Random, size: int) -> list[str]:
    known = sorted(_villages())
    weights = np.array([POPULOUS.get(code[:2], 1.0) for code in known])
    count = min(max(size // PER_REGENCY, FEWEST_REGENCIES), MOST_REGENCIES)
    return sorted(rng.choice(known, size=count, replace=False, p=weights / weights.sum()).tolist())


def _sizes(lists: list[list[str]]) -> npt.NDArray[np.int64]:
    return np.array([len(each) for each in lists])


def _people_of(rng: Random, regencies: Texts) -> Texts:
    found = np.empty(len(regencies), object)
    provinces = np.array([code[:2] for code in regencies])
    for province in sorted(set(provinces)):
        mine = np.flatnonzero(provinces == province)
        kinds, shares = zip(*peoples(str(province)), strict=True)
        found[mine] = rng.choice(np.array(kinds, object), size=len(mine), p=shares)
    return found


def _households(rng: Random, size: int) -> pd.DataFrame:
    """Return role, sex and year of each grown member: 2,09 in a household on average."""
    count = round(size / 2.09)
    kinds = rng.choice(5, size=count, p=[0.30, 0.42, 0.18, 0.09, 0.01])
    members = np.array([1, 2, 3, 4, 5])[kinds]
    household = np.repeat(np.arange(count), members)
    starts = np.cumsum(members) - members
    role = np.arange(len(household)) - starts[household]  # 0 head, 1 spouse, then children
    is_twin = (rng.random(count) < TWINS / 0.10) & (members >= 4)
    head_is_woman = (rng.random(count) < 0.12) | ((members == 1) & (rng.random(count) < 0.35))
    is_woman = np.where(role >= 2, rng.random(len(role)) < 0.47, (role == 1) ^ head_is_woman[household])
    is_second_twin = is_twin[household] & (role == 3)
    same = np.flatnonzero(is_second_twin)
    is_woman[same] = np.where(rng.random(len(same)) < 0.7, is_woman[same - 1], is_woman[same])
    head_year = np.where(
        members >= 3,
        rng.integers(OLDEST, 1983, size=count),
        rng.integers(OLDEST, YOUNGEST - 4, size=count),
    )
    year = head_year[household] + np.select(
        [role == 0, role == 1], [0, np.round(rng.normal(2, 4, len(role)))], rng.integers(20, 33, len(role))
    )
    year = np.clip(year, OLDEST, YOUNGEST).astype(int)
    year[same] = year[same - 1]
    return pd.DataFrame(
        {
            "household": household,
            "role": role,
            "sex": np.where(is_woman, "P", "L").astype(object),
            "year": year,
            "is_twin": is_second_twin | (is_twin[household] & (role == 2)),
        }
    )


def _years(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    return frame["year"].to_numpy()


def _birth_days(rng: Random, frame: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    count = len(frame)
    year = _years(frame)
    is_round = (rng.random(count) < ROUND_YEARS) & (year < 1985)
    year = np.where(is_round, np.maximum(year // 5 * 5, OLDEST), year)
    first = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    born = first + rng.integers(0, 365, size=count)
    luck = rng.random(count) * np.where(year < 1985, 1.0, 4.0)  # the young have certificates
    below = 0.0
    for day, month, share in HEAPED:
        mine = (luck >= below) & (luck < below + share)
        months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
        born[mine] = months[mine] + (day - 1)
        below += share
    second = np.flatnonzero(frame["is_twin"].to_numpy() & (frame["role"].to_numpy() == 3))
    born[second] = born[second - 1]
    return born


def _mothers(rng: Random, frame: pd.DataFrame) -> Texts:
    """The wife of the household is the mother of its children; everybody else's is drawn of her time."""
    years = _years(frame) - 26
    women = np.full(len(frame), "P", object)
    mothers = names(rng, frame["people"].to_numpy(), women, years)
    whole, role = frame["name"].to_numpy(), frame["role"].to_numpy()
    child = np.flatnonzero(role >= 2)
    first = child - role[child]
    is_head = frame["sex"].to_numpy()[first] == "P"
    mothers[child] = whole[np.where(is_head, first, first + 1)]
    return mothers


def _family_names(rng: Random, frame: pd.DataFrame) -> Texts:
    """Children bear the father's last word where peoples have family names, and now and then elsewhere."""
    whole = frame["name"].to_numpy().copy()
    role, people = frame["role"].to_numpy(), frame["people"].to_numpy()
    luck = rng.random(len(frame))
    inherits = (role >= 2) & (np.isin(people, FAMILY_NAMES) | (luck < PATERNAL))
    for row in np.flatnonzero(inherits):  # a share of the children, and every name is another text
        words, father = whole[row].split(), whole[row - role[row]].split()
        whole[row] = " ".join([*(words[:-1] if len(words) > 1 else words), father[-1]])
    twins = np.flatnonzero(frame["is_twin"].to_numpy() & (role == 3))
    for row in twins[rng.random(len(twins)) < 0.6]:  # twins are named alike
        whole[row] = _alike(whole[row - 1])
    return whole


def _alike(name: str) -> str:
    words = name.split()
    pairs = {"A": "I", "I": "A", "O": "I", "U": "A", "E": "A"}
    last = words[-1]
    changed = last[:-1] + pairs[last[-1]] if last[-1] in pairs else f"{last}I"
    return " ".join([*words[:-1], changed])


def _date_text(days: npt.NDArray[np.datetime64], shift: npt.NDArray[np.int64] | int) -> pd.Series:
    stamps = pd.DatetimeIndex(days)
    day = pd.Series(stamps.day + shift).astype(str).str.zfill(2)
    month = pd.Series(stamps.month).astype(str).str.zfill(2)
    return day + month + pd.Series(stamps.year % 100).astype(str).str.zfill(2)


def _niks(rng: Random, frame: pd.DataFrame, regencies: list[str]) -> Texts:
    """Number by place and day of birth, serials in order; children of a household begin alike."""
    count = len(frame)
    away = rng.random(count) < BORN_ELSEWHERE
    regency = np.where(
        away, np.array(regencies, object)[rng.integers(len(regencies), size=count)], frame["regency"]
    )
    district = rng.integers(UNUSED_DISTRICTS.start, UNUSED_DISTRICTS.stop, size=count)
    household, role = frame["household"].to_numpy(), frame["role"].to_numpy()
    at_home = 55 + (household * 7) % len(UNUSED_DISTRICTS)
    district = np.where(role >= 2, at_home, district)
    regency = np.where(role >= 2, frame["regency"], regency)
    born = frame["born"].to_numpy().astype("datetime64[D]").copy()
    other = (rng.random(count) < NIK_OF_ANOTHER_DAY) & ~frame["is_twin"].to_numpy()
    born[other] += rng.integers(-400, 400, size=int(other.sum()))
    dates = _date_text(born, np.where(frame["sex"] == "P", 40, 0))
    prefix = pd.Series(regency).str.replace(".", "", regex=False) + pd.Series(district).astype(str) + dates
    serial = prefix.groupby(prefix).cumcount() + 1
    return (prefix + serial.astype(str).str.zfill(4)).to_numpy(object)

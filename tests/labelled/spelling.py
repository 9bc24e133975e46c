"""What hands and ears make of a name, a number and a day: each function changes one value in one way."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import numpy as np

Random = np.random.Generator
Change = Callable[[str, Random], str]
KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
OLD = (("U", "OE"), ("J", "DJ"), ("C", "TJ"), ("Y", "J"), ("SY", "SJ"), ("NY", "NJ"), ("KH", "CH"))
FREE = (
    ("AI", "AE"), ("UDIN", "UDDIN"), ("SY", "S"), ("F", "V"), ("ZA", "JA"), ("KH", "H"), ("DH", "D"),
    ("TT", "T"), ("NN", "N"), ("I", "IE"), ("IY", "I"), ("Q", "K"), ("GH", "G"), ("SH", "S"), ("O", "U"),
)  # fmt: skip
HEARD = (("F", "P"), ("V", "F"), ("Z", "J"), ("KH", "K"), ("SY", "S"), ("D", "DH"), ("T", "TH"), ("B", "BH"))
ARABIC: Mapping[str, tuple[str, ...]] = {
    "MUHAMMAD": ("MOHAMMAD", "MUHAMAD", "MOHAMAD", "MOCHAMMAD", "MOCHAMAD", "MUCHAMAD", "MOHAMED"),
    "MUH": ("MOH", "MUHAMMAD", "MUHAMAD"),
    "AHMAD": ("ACHMAD", "AKHMAD", "AHMAT", "ACHMAT"),
    "SITI": ("SITTI", "SITY"),
    "NUR": ("NOOR", "NOER", "NOR"),
    "YUSUF": ("YUSUP", "JUSUF", "YOESOEF"),
    "ABDUL": ("ABDOEL", "ABD"),
    "ABDULLAH": ("ABDULLOH", "ABDULAH"),
    "SYAIFUL": ("SAIFUL", "SAEFUL", "SYAEFUL"),
    "ZAINAL": ("ZAENAL", "JAENAL", "JAINAL"),
    "RAHMAN": ("ROHMAN", "RACHMAN", "RAKHMAN"),
    "FATIMAH": ("PATIMAH", "FATIMA", "FATMAH"),
    "AISYAH": ("AISAH", "AISYIAH", "AISJAH"),
    "KHADIJAH": ("KHODIJAH", "CHADIDJAH", "HADIJAH"),
    "HIDAYAT": ("HIDAJAT", "HIDAYATULLAH"),
    "WAHYUNI": ("WAHJUNI", "WAHYUNIE"),
    "YULIUS": ("JULIUS", "YULIES"),
    "YOHANES": ("JOHANES", "YOHANNES", "JOHANNES"),
    "DWI": ("DEWI", "DWIE"),
    "RIZKI": ("RIZKY", "RISKI", "RIZQI", "RISKY"),
}  # fmt: skip
SHORT: Mapping[str, tuple[str, ...]] = {
    "MUHAMMAD": ("M.", "MUH.", "MOH.", "MOHD.", "MHD", "MD."),
    "MUH": ("M.",),
    "AHMAD": ("A.", "AHM."),
    "ABDUL": ("ABD.", "ABD", "A."),
    "SITI": ("ST.", "S.", "STI"),
    "NUR": ("N.",),
    "SRI": ("S.",),
    "DAENG": ("DG.",),
    "GUSTI": ("GST.",),
    "WAYAN": ("WY.",),
    "NYOMAN": ("NYM.",),
    "KETUT": ("KT.",),
    "FRANSISKUS": ("FRANS",),
    "AGUSTINUS": ("AGUS",),
}  # fmt: skip
TITLES_MAN = (
    "H. {}",
    "{}, S.Pd",
    "Ust. {}",
    "{}, SE",
    "{} S.Pd.I",
    "Drs. {}",
    "KH. {}",
    "Bpk. {}",
    "{}, A.Md",
)
TITLES_WOMAN = ("Hj. {}", "{}, S.Pd", "{} S.Pd.I", "Ibu {}", "Dra. {}", "{}, A.Md.Keb", "Ny. {}", "{}, S.Kep")
REMARKS = (
    "{} (PETANI)",
    "{} RT 03",
    "{} - baru",
    "{} *",
    "{} (ketua)",
    "{} / pindahan",
    "{}.",
    "{} (gol. 2)",
)
FATHERS = ("ABDULLAH", "SULAIMAN", "KASIM", "SUPARDI", "AHMAD", "SALEH", "USMAN", "MANSUR", "DARMO", "KARTO")
HUSBANDS = (
    "SUPRIYADI",
    "HARTONO",
    "SURYADI",
    "RAHMAN",
    "GUNAWAN",
    "SIMATUPANG",
    "WIDODO",
    "HASAN",
    "TARIGAN",
)
OLDEST_YEAR, LATEST_YEAR = 1930, 2015
LETTERS_FOR = {"0": "O", "1": "lI", "5": "S", "8": "B", "2": "Z"}


def _pick(rng: Random, options: tuple[str, ...] | list[str]) -> str:
    return options[int(rng.integers(len(options)))]


def _one_word(name: str, rng: Random, change: Change) -> str:
    words = name.split()
    at = int(rng.integers(len(words)))
    return " ".join([*words[:at], change(words[at], rng), *words[at + 1 :]])


def _replaced_once(name: str, rng: Random, pairs: tuple[tuple[str, str], ...]) -> str:
    """Replace at one place one of the letters that occur, either way; unchanged where none does."""
    both = [(old, new) for pair in pairs for old, new in (pair, pair[::-1]) if old in name]
    if not both:
        return name
    old, new = both[int(rng.integers(len(both)))]
    places = [at for at in range(len(name)) if name.startswith(old, at)]
    at = places[int(rng.integers(len(places)))]
    return name[:at] + new + name[at + len(old) :]


def spelt_otherwise(name: str, rng: Random) -> str:
    """Write a name the way another office would."""
    known = [word for word in name.split() if word in ARABIC]
    if known and rng.random() < 0.6:
        word = _pick(rng, known)
        return name.replace(word, _pick(rng, ARABIC[word]), 1)
    luck = rng.random()
    if luck < 0.35:
        return _replaced_once(name, rng, OLD)
    if luck < 0.75:
        return _replaced_once(name, rng, FREE)
    return _doubled(name, rng)


def _doubled(name: str, rng: Random) -> str:
    for at in range(1, len(name)):
        if name[at] == name[at - 1] and name[at] != " ":
            return name[:at] + name[at + 1 :]
    at = int(rng.integers(len(name)))
    return name if name[at] == " " else name[:at] + name[at] + name[at:]


def heard(name: str, rng: Random) -> str:
    """Write a name by ear; the ends of words are heard least."""
    if rng.random() < 0.4:
        return _one_word(name, rng, _other_end)
    return _replaced_once(name, rng, HEARD)


def _other_end(word: str, rng: Random) -> str:
    if word.endswith(("H", "K")):
        return word[:-1]
    return word + ("H" if word.endswith(("A", "I")) else "K" if word.endswith("U") else "")


def slipped(name: str, rng: Random) -> str:
    """Strike one key wrong, not, twice, or before its neighbour."""
    at = int(rng.integers(len(name)))
    letter = name[at]
    how = rng.random()
    if letter == " ":
        return name
    if how < 0.4:
        return name[:at] + _beside(letter, rng) + name[at + 1 :]
    if how < 0.65:
        return name[:at] + name[at + 1 :]
    if how < 0.8:
        return name[:at] + letter + _beside(letter, rng) + name[at + 1 :]
    return name[:at] + name[at + 1 : at + 2] + letter + name[at + 2 :]


def _beside(letter: str, rng: Random) -> str:
    for row in KEYS:
        if letter in row:
            at = row.index(letter)
            return _pick(rng, list(row[max(at - 1, 0) : at] + row[at + 1 : at + 2]))
    return letter


def abbreviated(name: str, rng: Random) -> str:
    """Shorten what is always shortened, else a word behind the first to its initial."""
    words = name.split()
    known = [at for at, word in enumerate(words) if word in SHORT and len(words) > 1]
    if known and rng.random() < 0.7:
        at = known[0]
        words[at] = _pick(rng, SHORT[words[at]])
    elif len(words) > 1:
        at = int(rng.integers(1, len(words)))
        words[at] = words[at][0] + ("." if rng.random() < 0.5 else "")
    return " ".join(words)


def titled(name: str, rng: Random, is_woman: bool) -> str:
    """Put a title before or behind a name."""
    return _pick(rng, TITLES_WOMAN if is_woman else TITLES_MAN).format(name)


def word_dropped(name: str, rng: Random) -> str:
    """Leave out a word, seldom the first."""
    words = name.split()
    if len(words) < 2:
        return name
    at = 0 if rng.random() < 0.15 else int(rng.integers(1, len(words)))
    return " ".join(words[:at] + words[at + 1 :])


def joined(name: str, rng: Random) -> str:
    """Write two words as one, or one long word as two."""
    words = name.split()
    if len(words) > 1 and rng.random() < 0.7:
        at = int(rng.integers(len(words) - 1))
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    longest = max(words, key=len)
    if len(longest) < 6:
        return name
    at = int(rng.integers(2, len(longest) - 2))
    return name.replace(longest, f"{longest[:at]} {longest[at:]}", 1)


def patronymic(name: str, rng: Random, is_woman: bool) -> str:
    """Name the father behind the name."""
    child_of = _pick(rng, ("BINTI", "BT", "BTE") if is_woman else ("BIN", "B.", "BIN"))
    return f"{name} {child_of} {_pick(rng, FATHERS)}"


def reordered(name: str, rng: Random) -> str:
    """Put the last word first, now and then with a comma."""
    words = name.split()
    if len(words) < 2:
        return name
    return f"{words[-1]}{',' if rng.random() < 0.3 else ''} {' '.join(words[:-1])}"


def nicknamed(name: str, rng: Random) -> str:
    """Call somebody by the end or the beginning of a name, alone or beside it."""
    first = name.split()[0]
    call = first[-3:] if rng.random() < 0.5 or len(first) < 5 else first[:4]
    return f"{name} ALIAS {call}" if rng.random() < 0.4 else f"{call} {' '.join(name.split()[1:])}".strip()


def married(name: str, rng: Random) -> str:
    """Put a husband's name behind the name."""
    return f"{name} {_pick(rng, HUSBANDS)}"


def truncated(name: str, rng: Random, least: int = 12, most: int = 20) -> str:
    """Cut a name where the boxes of a form end."""
    return name[: int(rng.integers(least, most + 1))].rstrip()


def remarked(name: str, rng: Random) -> str:
    """Write something that is no name beside it."""
    return _pick(rng, REMARKS).format(name)


def repeated(name: str, rng: Random) -> str:
    """Fill a last name that is demanded."""
    return f"{name} {name.split()[-1]}" if rng.random() < 0.7 else f"{name} -"


def digit_wrong(number: str, rng: Random) -> str:
    """Strike one digit wrong, most often by the key beside it."""
    at = int(rng.integers(len(number)))
    step = 1 if rng.random() < 0.5 else -1
    wrong = (int(number[at]) + (step if rng.random() < 0.6 else int(rng.integers(1, 9)))) % 10
    return f"{number[:at]}{wrong}{number[at + 1 :]}"


def transposed(number: str, rng: Random) -> str:
    """Exchange two neighbours that differ."""
    places = [at for at in range(len(number) - 1) if number[at] != number[at + 1]]
    at = places[int(rng.integers(len(places)))]
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def lettered(number: str, rng: Random) -> str:
    """Write a letter for the digit it looks like."""
    places = [at for at, digit in enumerate(number) if digit in LETTERS_FOR]
    if not places:
        return digit_wrong(number, rng)
    at = places[int(rng.integers(len(places)))]
    return number[:at] + _pick(rng, list(LETTERS_FOR[number[at]])) + number[at + 1 :]


def digits_lost(number: str, rng: Random) -> str:
    """Lose the last digits to a spreadsheet: one, or more when it was rounded again."""
    lost = 1 if rng.random() < 0.6 else int(rng.integers(2, 5))
    return number[:-lost] + "0" * lost


def other_length(number: str, rng: Random) -> str:
    """Leave out a digit, or strike one twice."""
    at = int(rng.integers(len(number)))
    return number[:at] + number[at + 1 :] if rng.random() < 0.6 else number[: at + 1] + number[at:]


def day_swapped(born: date, rng: Random) -> date:
    """Exchange day and month; a day that is no month stays."""
    return date(born.year, born.day, born.month) if born.day <= 12 and born.month != born.day else born


def year_off(born: date, rng: Random) -> date:
    """Be one to three years out, seldom ten."""
    years = 10 if rng.random() < 0.1 else int(rng.choice([1, 1, 1, 2, 2, 3]))
    return _on(born.year + (years if rng.random() < 0.5 else -years), born.month, born.day)


def day_digit_wrong(born: date, rng: Random) -> date:
    """Write one digit of the day or the year wrong; a day that does not exist would have been seen."""
    while True:
        day, year = f"{born.day:02d}", str(born.year)
        if rng.random() < 0.55:
            day = digit_wrong(day, rng)
        else:
            year = year[:2] + digit_wrong(year[2:], rng)
        if OLDEST_YEAR <= int(year) <= LATEST_YEAR and 1 <= int(day) <= 28:
            return date(int(year), born.month, int(day))


def month_off(born: date, rng: Random) -> date:
    """Take the month beside it."""
    step = 1 if rng.random() < 0.5 else -1
    return _on(born.year, (born.month - 1 + step) % 12 + 1, born.day)


def default_day(born: date, rng: Random) -> date:
    """Know only the year."""
    day, month = ((1, 1), (1, 1), (1, 1), (31, 12), (1, 7))[int(rng.integers(5))]
    return date(born.year, month, day)


def _on(year: int, month: int, day: int) -> date:
    first = date(year, month, 1)
    return min(
        first + timedelta(days=day - 1),
        (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(1),
    )

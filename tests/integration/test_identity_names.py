"""Names of people are comparable however they are written, and stay apart where they are other names."""

from datetime import date

import psycopg
import pytest

NORMAL = [
    ("Moh. Rizki", "MUHAMMAD RIZKI"),
    ("M. RIZQY", "MUHAMMAD RIZKI"),
    ("Mochammad Rizky", "MUHAMMAD RIZKI"),
    ("ACHMAD Fauzi", "AHMAD FAUZI"),
    ("St. Aminah", "SITI AMINAH"),
    ("Sitti Aminah", "SITI AMINAH"),
    ("Abd. Rochman", "ABDUL RAHMAN"),
    ("Abdurrahman", "ABDUL RAHMAN"),
    ("Abdulrahman", "ABDUL RAHMAN"),
    ("Abdullah", "ABDULLAH"),
    ("Noer Hayati", "NUR HAYATI"),
    ("H. Slamet", "SLAMET"),
    ("Hj. Siti Aminah, S.Pd.", "SITI AMINAH"),
    ("Drs. H. Budi Santoso, M.M.", "BUDI SANTOSO"),
    ("BUDI SANTOSO SE", "BUDI SANTOSO"),
    ("Budi Santoso, S.Kom., M.T.I", "BUDI SANTOSO"),
    ("Rina Wati, Amd.Keb", "RINA WATI"),
    ("Nur'aini", "NURAINI"),
    ("Nur`aini", "NURAINI"),
    ("Nur’aini", "NURAINI"),
    ("Siti Fauziah binti Supardi", "SITI FAUZIAH"),
    ("Ahmad bin Saleh", "AHMAD SALEH"),
    ("Maria br Simanjuntak", "MARIA SIMANJUNTAK"),
    ("Sutrisno (alm)", "SUTRISNO"),
    ("Alm. Sutrisno", "SUTRISNO"),
    ("Budi Santoso - pindah", "BUDI SANTOSO"),
    ("Ratna Dewi alias Nana", "RATNA DEWI"),
    ("Katejo Katejo", "KATEJO"),
    ("  Budi   Santoso ", "BUDI SANTOSO"),
    ("BUD1 SANT0SO", "BUDI SANTOSO"),
    ("Bp. Karno", "KARNO"),
    ("A. R. Saleh", "A R SALEH"),
    ("Haji", "HAJI"),
    ("José", "JOSE"),
    ("-", None),
    ("123", None),
    ("", None),
]
SAME_SOUND = [
    ("Soekarno", "Sukarno"),
    ("Tjokro", "Cokro"),
    ("Djoko", "Joko"),
    ("Sjarif", "Syarif"),
    ("Njoman", "Nyoman"),
    ("Yusuf", "Jusup"),
    ("Fitri", "Vitri"),
    ("Taufiq", "Taufik"),
    ("Rahmat", "Rachmad"),
    ("Supriyadi", "Supriadi"),
    ("Suwarno", "Suarno"),
    ("Aminah", "Amina"),
    ("Nurhayati", "Nurhayyati"),
    ("Zainab", "Jaenab"),
    ("Khotimah", "Chotimah"),
    ("Widodo", "Widhodho"),
    ("Alexander", "Aleksander"),
]
OTHER_SOUND = [
    ("Budi", "Rudi"),
    ("Siti Aminah", "Siti Maemunah"),
    ("Hasan", "Husain"),
    ("Sumarni", "Sumarti"),
    ("Agus Salim", "Agus Halim"),
    ("Dewi", "Dwi"),
]


@pytest.fixture(scope="module")
def asked(postgres: str, template: str):
    """A connection to the migrated template, which these tests only read."""
    with psycopg.connect(
        psycopg.conninfo.make_conninfo(postgres, dbname=template), autocommit=True
    ) as connection:
        yield connection
    # the template is copied by other tests, so nobody may stay connected to it


def test_names_are_written_in_one_way(asked: psycopg.Connection):
    found = asked.execute(
        "select name, identity.normal_name(name) from unnest(%s::text[]) as name",
        [[one for one, _ in NORMAL]],
    ).fetchall()

    assert found == NORMAL


def test_a_normal_name_is_normal(asked: psycopg.Connection):
    names = [normal for _, normal in NORMAL if normal]

    assert (
        asked.execute(
            "select name from unnest(%s::text[]) as name where identity.normal_name(name) <> name", [names]
        ).fetchall()
        == []
    )


def test_spellings_of_one_name_sound_the_same(asked: psycopg.Connection):
    first, second = ([pair[side] for pair in SAME_SOUND] for side in (0, 1))

    assert (
        asked.execute(
            "select a, b, identity.sound(a), identity.sound(b)"
            " from unnest(%s::text[], %s::text[]) as pair (a, b)"
            " where identity.sound(a) <> identity.sound(b)",
            [first, second],
        ).fetchall()
        == []
    )


def test_other_names_sound_otherwise(asked: psycopg.Connection):
    first, second = ([pair[side] for pair in OTHER_SOUND] for side in (0, 1))

    assert (
        asked.execute(
            "select a, b from unnest(%s::text[], %s::text[]) as pair (a, b)"
            " where identity.sound(a) = identity.sound(b)",
            [first, second],
        ).fetchall()
        == []
    )


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Siti Aminah", "SITI AMINAH", 10),
        ("Aminah Siti", "SITI AMINAH", 9),
        ("Nur Hayati", "NURHAYATI", 8),
        ("Sri Mulyani", "SRI MULYANI INDRAWATI", 6),
        ("Siti", "SITI AMINAH", 0),
        ("Budi", "AMINAH", 0),
    ],
)
def test_a_key_is_believed_with_a_name_that_agrees(
    asked: psycopg.Connection, one: str, other: str, level: int
):
    assert asked.execute(
        "select identity.exact_name_level("
        " identity.normal_name(%(one)s), %(other)s, identity.heard(%(other)s),"
        " identity.sorted_words(identity.heard(%(other)s)), identity.skeletons(identity.heard(%(other)s)))",
        {"one": one, "other": other},
    ).fetchone() == (level,)


@pytest.mark.parametrize(
    ("nik", "known", "slip"),
    [
        ("3328990101800012", "3328990101800012", None),
        ("3328990101800013", "3328990101800012", "nik_digit"),
        ("3328990101800021", "3328990101800012", "nik_transposed"),
        ("3328990101800010", "3328990101800012", "nik_lost_digits"),
        ("3328990101800000", "3328990101800012", "nik_lost_digits"),
        ("332899010180001", "3328990101800012", "nik_lost_digits"),
        ("332899010180", "3328990101800012", "nik_lost_digits"),
        ("33289901018", "3328990101800012", None),
        ("3328990101800023", "3328990101800012", None),
    ],
)
def test_a_slip_of_the_pen_in_a_nik_is_told(
    asked: psycopg.Connection, nik: str, known: str, slip: str | None
):
    assert asked.execute("select identity.nik_slip(%s, %s)", [nik, known]).fetchone() == (slip,)


def test_a_number_says_the_birth_date_that_its_digits_say(asked: psycopg.Connection):
    niks = [
        f"332899{day:02d}{month:02d}{year:02d}0001"
        for day in range(100)
        for month in (0, 1, 2, 4, 12, 13, 99)
        for year in (0, 1, 4, 29, 30, 32, 33, 99)
    ]

    said = asked.execute(
        "select nik, identity.nik_born_on(nik::bigint), identity.nik_born_on(nik)"
        " from unnest(%s::text[]) as nik",
        [niks],
    ).fetchall()

    assert said == [(nik, _born_on(nik), _born_on(nik)) for nik in niks]


def _born_on(nik: str) -> date | None:
    day, month, year = (int(nik[place : place + 2]) for place in (6, 8, 10))
    try:
        return date(1900 + year if year >= 30 else 2000 + year, month, day - 40 if day > 40 else day)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("nik", "born_on", "sex"),
    [
        ("3328990101800012", "1980-01-01", "L"),
        ("3328994101800012", "1980-01-01", "P"),
        ("3328993112990001", "1999-12-31", "L"),
        ("3328992902000001", "2000-02-29", "L"),
        ("3328992902010001", None, "L"),
        ("3328990013800001", None, "L"),
        ("332899010180", None, None),
    ],
)
def test_a_nik_says_birth_date_and_sex(
    asked: psycopg.Connection, nik: str, born_on: str | None, sex: str | None
):
    assert asked.execute(
        "select identity.nik_born_on(%s)::text, identity.nik_sex(%s)", [nik, nik]
    ).fetchone() == (born_on, sex)

"""A small month with late news, for closes through the real build, report and gates."""

from datetime import UTC, datetime

from world_builders import World

PERIOD = "2024-10"
FIRST = datetime(2024, 11, 5, 19, tzinfo=UTC)
SECOND = datetime(2024, 12, 1, 19, tzinfo=UTC)


def fill(this: World) -> None:
    """Reference and register of the first close, and one roster with a row that is set aside."""
    this.load("2024-01-05")
    this.areas()
    this.workforce(
        ("33.28", "TOTAL", 10), ("33.28", "PU", 6), ("33.28", "BPU", 4), ("33.28.01.2001", "TOTAL", 200)
    )
    this.partner("pemda-33.28", "pemda_rentan", carry_forward=True, funding_code="APBD_KAB")
    record_files(this, "reference.workforce", "reference.area", "reference.partner", "reference.obligation")
    this.load("2024-11-04")
    own = {"segment_code": "BPU", "funding_code": "APBD_KAB", "paid_through": "2024-12-31"}
    ana = {"nama": "ANA WIDYASTUTI", "tanggal_lahir": "1990-01-01", "kpj": "99000000017"}
    budi = {"nama": "Budi Santoso, S.Pd", "tanggal_lahir": "1987-11-23"}
    this.members({"who": 1, **ana}, {"who": 2, **budi}, {"who": 3, **own})
    record_files(this, "register.membership")
    this.load("2024-11-04T05:00")
    people = [{"who": 3, "area_code": "33.28.01.2001"}, {"who": 4, "area_code": "33.28.01.2001"}]
    this.roster(
        "pemda-33.28", "pemda_rentan", *people, {"verdict": "quarantined", "code": "NIK_FORMAT"},
        funding_code="APBD_KAB", carry_forward=True,
    )  # fmt: skip
    this.connection.commit()


def add_late_news(this: World) -> None:
    """What comes between the two closes: a late list and two more members."""
    this.load("2024-11-20")
    this.roster(
        "pemda-33.28", "pemda_rentan", {"who": 5, "area_code": "33.28.01.2002"}, is_full=False,
        received_at="2024-11-19T10:00+07:00", funding_code="APBD_KAB", carry_forward=True,
    )  # fmt: skip
    this.load("2024-11-25")
    this.members({"who": 6}, {"who": 4, "segment_code": "BPU", "paid_through": "2024-12-31"})
    record_files(this, "register.membership")
    this.connection.commit()


def record_files(this: World, *tables: str) -> None:
    """Say which files the rows of the last load came from, each table from one of its own."""
    for number, table in enumerate(tables, start=1):
        this.connection.execute(
            "insert into control.load_file values (%s, %s, %s, %s, repeat('a', 64), 'full', 3, 3, 0)",
            [this.load_nos[-1], number, table, f"{table.split('.')[1]}.csv"],
        )

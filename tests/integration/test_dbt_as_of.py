"""A build is a pure function of period and as_of, whatever was loaded since."""

from datetime import UTC, datetime
from pathlib import Path

from world_builders import AS_OF, World, value, world

TABLES = (
    "figures",
    "evidence__ucj_ytd",
    "evidence__roster_coverage",
    "fct_worker_months",
    "fct_roster_months",
)


def frozen(this: World) -> dict[str, list[str]]:
    """Every row of what is published, as text, in order."""
    return {table: sorted(map(str, this.table(table))) for table in TABLES}


def test_more_of_everything_changes_nothing_at_an_old_as_of_and_something_at_a_new_one(
    postgres: str, template: str, tmp_path: Path
):
    with world(postgres, template, tmp_path) as this:
        this.load("2024-01-05")
        this.areas()
        this.workforce(("33.28", "PU", 10))
        this.partner("pemda", "pemda_rentan", carry_forward=True)
        this.load("2024-11-04")
        own = {"segment_code": "BPU", "funding_code": "MANDIRI", "paid_through": "2024-12-31"}
        this.members({"who": 1, "membership_id": "M1"}, {"who": 2, **own}, {"kpj": "12345678901", **own})
        this.roster(
            "pemda", "pemda_rentan", {"who": 1}, {"who": 3}, {"verdict": "quarantined", "code": "NIK_FORMAT"}
        )
        this.build()
        before = frozen(this)

        this.load("2024-11-20")
        this.replace("register.membership", membership_id="M1")
        this.members(
            {"who": 1, "membership_id": "M1", "active_to": "2024-03-31"},
            {"who": 9},
            {"who": 2, "kpj": "12345678901", **own},
        )
        this.replace("reference.workforce", area_code="33.28")
        this.workforce(("33.28", "PU", 20), ("33.28", "BPU", 5))
        this.replace("reference.partner", partner_id="pemda")
        this.rows(
            "reference.partner", {"partner_id": "pemda", "partner_name": "Nama baru", "area_code": "33.76"}
        )
        this.roster("pemda", "pemda_rentan", {"who": 7}, received_at="2024-11-19T10:00+07:00")
        number = this.one("select min(submission_no) from intake.submission")
        this.connection.execute(
            "insert into intake.judgement (submission_no, judgement_no, load_no, contract_version,"
            " rules_version, outcome) values (%s, 2, %s, '2', '2', 'accepted')",
            [number, this.load_nos[-1]],
        )
        this.build(as_of=AS_OF)
        again = frozen(this)
        later = this.build(as_of=datetime(2024, 12, 1, tzinfo=UTC))

        assert again == before
        assert value(later, "ucj_eom:2024-10:33.28:PU") == "5.00"
        assert value(later, "roster_coverage:2024-10:33.76") == "0.00"
        assert frozen(this)["fct_worker_months"] != before["fct_worker_months"]


def test_persons_found_to_be_one_after_as_of_stay_two_before_it(postgres: str, template: str, tmp_path: Path):
    with world(postgres, template, tmp_path) as this:
        this.load("2024-01-05")
        this.areas()
        this.load("2024-11-04")
        this.members({"who": 1}, {"kpj": "12345678901"})
        this.load("2024-11-20")
        this.members({"who": 1, "kpj": "12345678901", "active_from": "2024-11-01"})

        before = this.build(as_of=AS_OF)
        after = this.build(as_of=datetime(2024, 12, 1, tzinfo=UTC))

        assert str(before["ucj_eom:2024-10:33.28:PU"]["numerator"]) == "2"
        assert str(after["ucj_eom:2024-10:33.28:PU"]["numerator"]) == "1"

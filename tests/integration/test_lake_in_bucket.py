"""The lake may be a bucket: all that holds of a folder holds of it."""

from collections.abc import Iterator
from pathlib import Path

import buckets
import pytest
import s3fs
from cakupan import settings
from cakupan.editions.proof.head import PublicationHead
from cakupan.editions.proof.places import Folder
from cakupan.errors import LakeDamaged, LakeNotReached, SetupError
from cakupan.lake import catching_up, checking, months, place, reading, record
from cakupan.lake.tables import ROSTER_ROWS
from lake_world import INSTANTS, compared, lake_world
from rights_world import forget
from world_builders import World, nik

LAKE = f"s3://{buckets.BUCKET}/rows"


@pytest.fixture(scope="module")
def bucket() -> Iterator[None]:
    with buckets.bucket():
        yield


@pytest.fixture
def this(
    bucket: None, postgres: str, template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A world whose lake in a bucket has caught up."""
    monkeypatch.setenv("CAKUPAN_LAKE", LAKE)
    monkeypatch.setenv("CAKUPAN_ACTOR", "siti")
    with lake_world(postgres, template, tmp_path) as opened:
        catching_up.catch_up()
        yield opened
    for path in s3fs.S3FileSystem().find(buckets.BUCKET):
        s3fs.S3FileSystem().rm_file(path)


def test_a_bucket_gives_the_rows_of_the_warehouse_and_nothing_stays_on_this_machine(this: World):
    assert [compared(this.connection, as_of) for as_of in INSTANTS[2:4]] == [{}, {}]
    assert set(buckets.contents()) == {f"rows/{file.path}" for file in record.files(this.connection)}
    assert [path for path in settings.load().folder("lake").rglob("*") if path.is_file()] == []


def test_a_damaged_object_is_named_and_mended(this: World):
    path = next(file.path for file in record.files(this.connection, ROSTER_ROWS.name))
    s3fs.S3FileSystem().pipe_file(f"{buckets.BUCKET}/rows/{path}", b"PAR1")

    with pytest.raises(LakeDamaged, match=f"{path}: 4 bytes"):
        reading.relation(this.connection, ROSTER_ROWS.name, INSTANTS[-1])
    this.connection.rollback()
    assert [one.is_mended for one in checking.check(this.connection, is_mended=True)] == [True]
    assert compared(this.connection, INSTANTS[-1]) == {}


def test_who_is_forgotten_is_in_no_object(this: World):
    this.connection.rollback()
    before = set(buckets.contents())

    forget(nik(4))

    assert len(set(buckets.contents()) - before) == len(before - set(buckets.contents())) == 3
    assert compared(this.connection, INSTANTS[-1]) == {}


def test_a_month_leaves_for_a_bucket_and_comes_back(this: World):
    query = "select * from intake.roster_row where period = '2024-10' order by submission_no, row_number"
    before = this.connection.execute(query).fetchall()
    this.connection.rollback()

    months.let_leave("2024-10", "airflow")
    away = this.connection.execute(query).fetchall()
    this.connection.rollback()
    months.bring_back(["2024-10"], "siti", "diminta")

    assert (away, this.connection.execute(query).fetchall()) == ([], before)


def test_a_place_that_does_not_answer_is_told_without_a_traceback(
    bucket: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    s3fs.S3FileSystem.clear_instance_cache()

    with pytest.raises(LakeNotReached, match=f"The lake at {LAKE} cannot be reached"):
        place.Place(LAKE).size("control/load/load=1/1.parquet")
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_bucket_that_is_not_there_is_told_so(bucket: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAKUPAN_HOME", str(tmp_path))
    settings.load.cache_clear()

    with pytest.raises(LakeNotReached, match="s3://no-such-bucket/rows cannot be reached"):
        place.Place("s3://no-such-bucket/rows").put("a/1.parquet", lambda path: path.write_bytes(b"x"))
    settings.load.cache_clear()


def test_heads_of_publications_are_kept_in_a_bucket_and_never_replaced(bucket: None):
    witness = Folder(url=f"s3://{buckets.BUCKET}/saksi")
    head = PublicationHead(
        edition="2024-10/v1",
        number=1,
        manifest_sha256="a" * 64,
        action_head=None,
        identity_head=None,
        published_at="2024-11-06",
    )

    witness.keep(head, {"1.json": b"{}", "1.sig": b"x"})
    witness.keep(head, {"1.json": b"{}"})

    assert witness.heads() == {"1.json": b"{}"}
    with pytest.raises(SetupError, match=r"holds another 1\.json"):
        witness.keep(head, {"1.json": b"{1}"})

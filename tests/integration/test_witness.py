"""What a place outside keeps of a publication catches whoever has the database, the files and the key."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import close_stand_ins
import insider
import pytest
import witnesses
from cakupan import cli, settings
from cakupan.editions import close, manifest, plan, published
from cakupan.editions.proof import head
from cakupan.editions.verifying import verify
from cakupan.errors import CakupanError, NotWitnessed
from published_world import FIRST, SECOND, World, broken, world_of
from typer.testing import CliRunner


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of a witness."""
    return tmp_path / "kept"


def set_witness(monkeypatch: pytest.MonkeyPatch, *addresses: str, **others: str) -> None:
    """Set the places that heads are told to."""
    monkeypatch.setenv("CAKUPAN_WITNESS", ", ".join(addresses))
    for name, value in others.items():
        monkeypatch.setenv(f"CAKUPAN_{name.upper()}", value)
    settings.load.cache_clear()


@pytest.fixture
def world(warehouse: str, monkeypatch: pytest.MonkeyPatch, kept: Path) -> World:
    """A warehouse whose publications are told to a folder."""
    set_witness(monkeypatch, f"file://{kept}")
    return world_of(warehouse, monkeypatch.setattr)


@pytest.fixture
def editions(world: World) -> World:
    world.publish_all()
    return world


@pytest.fixture
def mails() -> Iterator[witnesses.Mails]:
    with witnesses.mail_server() as found:
        yield found


@pytest.fixture
def stamps(tmp_path: Path) -> Iterator[witnesses.Stamps]:
    with witnesses.authority(tmp_path / "authority") as found:
        yield found


def asked(*arguments: object) -> tuple[int, str]:
    """Return exit code and output of `cakupan verify`."""
    done = CliRunner().invoke(cli.app, ["verify", *map(str, arguments)])
    return done.exit_code, done.output


def root() -> Path:
    return settings.load().folder("editions")


def test_every_publication_leaves_a_signed_head(editions: World, kept: Path):
    names = sorted(path.name for path in kept.iterdir())

    assert names == ["000001-2024-09-v1.json", "000002-2024-10-v1.json", "000003-2024-10-v2.json"]
    told = json.loads((kept / names[2]).read_bytes())["head"]
    stated = manifest.read(plan.folder("2024-10", 2))
    assert told["manifest_sha256"] == manifest.sha256_of(plan.folder("2024-10", 2) / manifest.MANIFEST)
    assert (told["number"], told["edition"]) == (3, "2024-10/v2")
    assert told["action_head"] == stated["action_head"]
    assert broken() == ""


def test_heads_agree_with_editions_that_were_left_alone(editions: World, kept: Path):
    for path in kept.iterdir():
        assert asked(root(), "--head", path)[0] == 0
        code, said = asked(plan.folder("2024-10", 1), "--head", path)
        assert (code, "agrees with the editions" in said) == (0, True), said


def test_a_copy_of_one_edition_is_compared_by_itself(editions: World, kept: Path, tmp_path: Path):
    copy = shutil.copytree(plan.folder("2024-10", 1), tmp_path / "salinan")

    assert asked(copy, "--head", kept / "000002-2024-10-v1.json")[0] == 0
    code, said = asked(copy, "--head", kept / "000003-2024-10-v2.json")
    assert (code, "is not this bundle, which says it is number 2" in said) == (1, True)


def rewrite_with_the_key(world: World) -> None:
    """Have 2024-10/v1 say it was made with other packages, and seal and link anew all that depends on it."""
    first, second = plan.folder("2024-10", 1), plan.folder("2024-10", 2)
    changed = insider.seal_anew(first, lock_sha256="0" * 64)
    previous = manifest.read(second)["previous"] | {"manifest_sha256": changed}
    insider.past_triggers(
        world.address, f"update publication.edition set manifest_sha256 = '{changed}' where edition_no = 2"
    )
    insider.link_anew(world.address)
    again = insider.seal_anew(second, previous=previous)
    insider.past_triggers(
        world.address, f"update publication.edition set manifest_sha256 = '{again}' where edition_no = 3"
    )
    insider.link_anew(world.address)


def test_who_has_database_files_and_key_passes_every_check_but_the_witness(
    editions: World, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    rewrite_with_the_key(editions)

    set_witness(monkeypatch)
    assert broken() == ""
    assert [published.require_sound(name) for name in published.names()] == [None] * 3
    code, said = asked(root(), "--head", kept / "000003-2024-10-v2.json")
    assert (code, "head: 2024-10/v2: was published with manifest sha256" in said) == (1, True)
    code, said = asked(plan.folder("2024-10", 1), "--head", kept / "000002-2024-10-v1.json")
    assert (code, "it was replaced or signed again" in said) == (1, True)

    set_witness(monkeypatch, f"file://{kept}")
    assert "000" not in broken()
    assert f"file://{kept}: 2024-10/v1: was published with manifest sha256" in broken()


def test_actions_and_heads_rewritten_with_the_key_are_caught_by_the_witness(
    editions: World, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    insider.past_triggers(editions.address, "update control.action set actor = 'x' where action_no = 1")
    insider.link_anew(editions.address)
    before: dict[str, object] | None = None
    for number, (period, version) in enumerate((("2024-09", 1), ("2024-10", 1), ("2024-10", 2)), start=1):
        folder = plan.folder(period, version)
        heads = {
            f"{name}_head": {"count": count, "sha256": sha256}
            for name, count, sha256 in editions.ask(
                "select chain, link_no, sha256 from chain.link inner join publication.edition on"
                " (chain = 'action' and link_no = action_count)"
                f" or (chain = 'identity' and link_no = identity_count) where number = {number}"
            )
        }
        sha256 = insider.seal_anew(folder, previous=before, **heads)
        before = {"edition": f"{period}/v{version}", "number": number, "manifest_sha256": sha256}
        insider.past_triggers(
            editions.address,
            f"update publication.edition set manifest_sha256 = '{sha256}' where number = {number}",
        )
    insider.link_anew(editions.address)

    set_witness(monkeypatch)
    assert broken() == ""
    set_witness(monkeypatch, f"file://{kept}")
    assert f"file://{kept}: chain action: had " in broken()


def test_an_erased_edition_is_missed_by_the_witness_when_nothing_else_is_left_of_it(
    editions: World, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    tables = ("publication.figure_change", "publication.figure", "publication.edition")
    insider.past_triggers(
        editions.address,
        *(f"delete from {table} where edition_no = 3" for table in tables),
        "delete from chain.link where chain = 'publication' and row_key = '3'",
        "delete from control.action where action_no > 4",
        "delete from chain.link where chain = 'action' and link_no > 4",
    )
    shutil.rmtree(plan.folder("2024-10", 2))

    code, said = asked(root(), "--head", kept / "000003-2024-10-v2.json")
    assert (code, "head: 2024-10/v2: was published as number 3 and is gone" in said) == (1, True)
    assert asked(plan.folder("2024-10", 1), "--head", kept / "000003-2024-10-v2.json")[0] == 1
    assert "2024-10/v2: was published as number 3 and is gone" in broken()


def test_an_edition_put_between_is_none_that_leads_to_the_head(editions: World, kept: Path):
    forged = shutil.copytree(plan.folder("2024-09", 1), root() / "2024-08" / "v1")
    insider.seal_anew(forged, period="2024-08")

    code, said = asked(root(), "--head", kept / "000003-2024-10-v2.json")

    assert (code, "2024-08/v1: is none of the editions that lead to 2024-10/v2" in said) == (1, True)


@pytest.mark.parametrize("part", ["manifest_sha256", "edition", "published_at"])
def test_a_head_that_nobody_signed_is_no_witness(editions: World, kept: Path, tmp_path: Path, part: str):
    said = json.loads((kept / "000001-2024-09-v1.json").read_bytes())
    said["head"][part] = {"published_at": "2024-11-05T19:00:00Z", "edition": "2024-10/v1"}.get(part, "0" * 64)
    (tmp_path / "palsu.json").write_text(json.dumps(said))

    code, told = asked(root(), "--head", tmp_path / "palsu.json")

    assert (code, "head: head: is not what" in told) == (1, True)


def test_a_file_that_is_no_head_is_told(editions: World, tmp_path: Path):
    (tmp_path / "x.json").write_text('{"head": 1}')

    done = CliRunner().invoke(cli.app, ["verify", str(root()), "--head", str(tmp_path / "x.json")])

    assert "x.json is no head of a publication" in str(done.exception)


def test_a_place_that_cannot_be_reached_is_named_and_undoes_nothing(
    world: World, kept: Path, monkeypatch: pytest.MonkeyPatch
):
    kept.write_text("a file where a folder should be")
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)

    with pytest.raises(NotWitnessed, match=f"2024-10/v1 is published and stays so.*file://{kept}: "):
        close.witness(run_id)

    assert close.outcome(run_id).outcome == "published"
    assert verify.verify(plan.folder("2024-10", 1)).failures == ()
    assert f"file://{kept}: was not told the head of 2024-10/v1; run `cakupan witness`" in broken()
    kept.unlink()
    assert CliRunner().invoke(cli.app, ["witness"]).output == f"2024-10/v1: file://{kept}\n"
    assert broken() == ""


def test_a_mailbox_gets_the_head_once_and_other_places_when_it_does_not(
    world: World, kept: Path, mails: witnesses.Mails, monkeypatch: pytest.MonkeyPatch
):
    set_witness(monkeypatch, "mailto:saksi@lembaga.example", f"file://{kept}", smtp=mails.address)
    mails.takes_mail = False
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)

    with pytest.raises(NotWitnessed, match=r"mailto:saksi@lembaga.example: .*not today"):
        close.witness(run_id)
    assert len(list(kept.iterdir())) == 1
    mails.takes_mail = True
    close.witness(run_id)
    close.witness(run_id)

    (mail,) = mails.sent
    assert (mail["To"], mail["Subject"]) == (
        "saksi@lembaga.example",
        "Cakupan: kepala edisi 2024-10/v1 (nomor 1)",
    )
    (attached,) = mail.iter_attachments()
    assert head.parse(attached.get_content()).head.edition == "2024-10/v1"
    assert attached.get_content() == next(kept.iterdir()).read_bytes()
    assert world.ask(
        "select details ->> 'place' from control.action where action = 'witness' order by 1"
    ) == [
        (f"file://{kept}",),
        ("mailto:saksi@lembaga.example",),
    ]


def test_a_timestamp_over_the_head_goes_with_it_and_is_checked(
    world: World, kept: Path, stamps: witnesses.Stamps, monkeypatch: pytest.MonkeyPatch
):
    places = (f"file://{kept}", stamps.address)
    set_witness(monkeypatch, *places, timestamp_roots=str(stamps.root))
    close.run("2024-10", FIRST)
    close.witness(close.start("2024-10", FIRST))

    assert stamps.asked == 1
    file, token = kept / "000001-2024-10-v1.json", kept / "000001-2024-10-v1.127.0.0.1.tsr"
    code, said = asked(root(), "--head", file)
    assert (code, "by CN=Cap waktu uji" in said) == (0, True), said
    checked = subprocess.run(
        ["openssl", "ts", "-verify", "-data", file, "-in", token, "-CAfile", stamps.root],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "Verification: OK" in checked.stdout + checked.stderr

    file.write_bytes(file.read_bytes() + b" ")
    code, said = asked(root(), "--head", file)
    assert (code, "000001-2024-10-v1.127.0.0.1.tsr: not a timestamp over this head" in said) == (1, True)


def test_an_authority_that_is_down_is_asked_again_and_the_others_are_told_meanwhile(
    world: World, kept: Path, stamps: witnesses.Stamps, monkeypatch: pytest.MonkeyPatch
):
    set_witness(monkeypatch, stamps.address, f"file://{kept}", timestamp_roots=str(stamps.root))
    stamps.is_up = False
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)

    with pytest.raises(NotWitnessed, match=r"tsa\+http://127.0.0.1:\d+/tsr: .*503"):
        close.witness(run_id)
    assert [path.suffix for path in kept.iterdir()] == [".json"]
    stamps.is_up = True
    close.witness(run_id)

    assert sorted(path.suffix for path in kept.iterdir()) == [".json", ".tsr"]


def test_an_authority_of_another_root_is_not_believed(
    world: World, kept: Path, stamps: witnesses.Stamps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with witnesses.authority(tmp_path / "other") as other:
        set_witness(monkeypatch, stamps.address, timestamp_roots=str(other.root))
        run_id = close.start("2024-10", FIRST)
        close.publish(run_id)

        with pytest.raises(NotWitnessed, match="not a timestamp over this head by a trusted authority"):
            close.witness(run_id)


def test_what_a_place_keeps_is_never_written_over(world: World, kept: Path):
    kept.mkdir()
    (kept / "000001-2024-10-v1.json").write_text("lain")
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)

    with pytest.raises(NotWitnessed, match=r"holds another 000001-2024-10-v1\.json"):
        close.witness(run_id)

    assert (kept / "000001-2024-10-v1.json").read_text() == "lain"


@pytest.mark.parametrize("point", ["witness._signed", "witness._keep", "head.of_edition"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_telling_that_was_killed_tells_once_when_it_is_tried_again(
    world: World, kept: Path, point: str, when: str
):
    run_id = close.start("2024-10", FIRST)
    close_stand_ins.kill(run_id, f"editions.proof.{point}", when, world.month.workers)

    close.witness(run_id)

    assert [path.name for path in kept.iterdir()] == ["000001-2024-10-v1.json"]
    assert world.ask("select count(*) from control.action where action = 'witness'") == [(1,)]
    assert broken() == ""


def test_an_edition_that_stands_tells_nobody_anything(world: World, kept: Path):
    close.run("2024-10", FIRST)

    close.run("2024-10", SECOND)

    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("arsip", "'arsip' is no place"),
        ("mailto:x", "'mailto:x' is no place"),
        ("mailto:a@b.example", "set CAKUPAN_SMTP"),
    ],
)
def test_an_address_that_is_no_place_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch, address: str, told: str
):
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)
    set_witness(monkeypatch, address)

    with pytest.raises(CakupanError, match=told):
        close.witness(run_id)


def test_no_password_of_a_place_is_told(world: World, kept: Path, monkeypatch: pytest.MonkeyPatch):
    set_witness(monkeypatch, "nowhere://user:rahasia@host.example/bucket")
    run_id = close.start("2024-10", FIRST)
    close.publish(run_id)

    with pytest.raises(NotWitnessed, match=r"nowhere://host\.example/bucket") as told:
        close.witness(run_id)

    assert "rahasia" not in str(told.value)

"""The signing key is made once, for its owner only, and signs so that others can check."""

from cakupan.editions import signing


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = signing.ensure_key(tmp_path / "secrets")
    first = path.read_bytes()

    again = signing.ensure_key(tmp_path / "secrets")

    assert (again, again.read_bytes()) == (path, first)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [other.name for other in path.parent.iterdir()] == [signing.KEY_NAME]


def test_the_same_content_has_the_same_signature_and_another_has_not(tmp_path):
    key = signing.private_key(tmp_path)
    public = signing.public_pem(key)

    signature = signing.sign(key, b"a manifest")

    assert signature == signing.sign(key, b"a manifest")
    assert signing.is_signed(public, b"a manifest", signature)
    assert not signing.is_signed(public, b"another manifest", signature)
    assert not signing.is_signed(public, b"a manifest", b"no hex at all")

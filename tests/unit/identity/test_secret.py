"""A padded secret begins the two hashes of HMAC-SHA-256."""

import hashlib
import hmac

from cakupan.identity.keys.secret import Secret
from case_tables import each_case


@each_case("key", [b"k", bytes(range(32)), b"\xff" * 64])
def test_two_hashes_begun_with_the_pads_are_the_keyed_hash(key: bytes) -> None:
    pads = Secret.padded(key)

    found = hashlib.sha256(pads.outer + hashlib.sha256(pads.inner + b"message").digest()).digest()

    assert found == hmac.digest(key, b"message", "sha256")

"""Files of thousands of parts end soon, whatever their parts say."""

import pytest
from cakupan.errors import FileRefused
from cakupan.workbooks.reading import archive_members
from cakupan.workbooks.reading.reading import read
from format_builders import zip_of
from judging import LIMITS


def test_parts_nested_without_end_are_refused_and_end() -> None:
    nested = "".join(
        f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(1_200)
    )

    with pytest.raises(FileRefused):
        read(f"MIME-Version: 1.0\r\n{nested}".encode(), LIMITS)


def test_an_archive_of_more_parts_than_anybody_packs_is_refused() -> None:
    data = zip_of({f"{number}.csv": b"" for number in range(10_001)})

    with pytest.raises(FileRefused) as refusal:
        archive_members.members(data, LIMITS, 20_000)

    assert (refusal.value.code, refusal.value.details["bound"]) == ("BERKAS_TERLALU_BESAR", "members")

"""Rows with a number and a name alone: people without a NIK, when their number goes on where others stop."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.reading.sheets import sections, shapes

NUMBER = r"^\W{0,2}(\d{1,7})\W{0,2}$"
NAME = re.compile(r"[^\W\d_][^\d_:;=/\\|*?!\"<>\[\]{}]{1,59}")
MOST_WORDS = 7
NO_NAME = re.compile(
    r"\b(?:catatan|keterangan|data|daftar|sesuai|sudah|belum|tidak|kosong|nihil|jumlah|total|dst|dll|idem|sda|lihat"
    r"|lampiran|terlampir|halaman|nama|nik|nomor|alamat|desa|kelurahan|kecamatan|kabupaten|provinsi|dinas|bidang"
    r"|kategori|kelompok|peserta|pekerja|periode|yang|untuk|pada|dengan|adalah|agar|mohon)\b",
    re.IGNORECASE,
)
NONE = np.int64(-1)

Numbers = npt.NDArray[np.int64]


def is_name(text: str) -> bool:
    """Whether a text may be somebody's name: a few words, none of them a word of lists or signatures."""
    if not NAME.fullmatch(text) or len(text.split()) > MOST_WORDS or NO_NAME.search(text):
        return False
    is_structure = shapes.SIGNING.match(text) or shapes.SIGNER.match(text) or sections.is_part([text])
    return not is_structure and not sections.place([text]).is_named


def continuing(column: pa.StringArray, names: pa.StringArray, alone: Numbers, people: Numbers) -> Numbers:
    """Return which rows with a number and a name alone go on in the numbering of the people beside them.

    Rows that follow each other count together: the first goes on after the one above, or the last leads to
    the one below. A list of nothing else counts when it begins with 1 and 2.
    """
    alone = np.array(
        [
            row
            for row, text in zip(alone.tolist(), names.take(pa.array(alone)).to_pylist(), strict=True)
            if is_name(text)
        ],
        np.int64,
    )
    rows = np.union1d(alone, people)
    numbers = _numbers(column.take(pa.array(rows)))
    rows, numbers = rows[numbers != NONE], numbers[numbers != NONE]
    is_alone = np.isin(rows, alone)
    if not is_alone.any():
        return np.empty(0, np.int64)
    goes_on = np.append(False, numbers[1:] == numbers[:-1] + 1)
    begins = np.flatnonzero(~(goes_on & is_alone & np.append(False, is_alone[:-1])))
    run = np.cumsum(np.isin(np.arange(len(rows)), begins)) - 1
    leads_on = np.append(goes_on[1:], False)
    is_linked = (goes_on & np.append(False, ~is_alone[:-1])) | (leads_on & np.append(~is_alone[1:], False))
    has_link = np.bincount(run[is_alone & is_linked], minlength=len(begins)) > 0
    if is_alone.all():
        has_link = (numbers[begins] == 1) & (np.bincount(run) > 1)
    going_on: Numbers = rows[is_alone & has_link[run]]
    return going_on


def _numbers(texts: pa.StringArray) -> Numbers:
    digits = pc.struct_field(pc.extract_regex(texts, NUMBER.replace("(", "(?P<number>", 1)), "number")
    numbers: Numbers = pc.fill_null(digits.cast(pa.int64()), int(NONE)).to_numpy()
    return numbers

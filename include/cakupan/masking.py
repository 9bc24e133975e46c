"""How much of what identifies a person is shown to whoever need not know it."""

import re
from collections.abc import Callable

SHOWN = 4  # at each end of a NIK: where it was issued, and the order number
SHORTEST = 2 * SHOWN
LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){15,}|\d{11,}")
WORD = re.compile(r"\w+")


def mask(nik: str | None) -> str | None:
    """Return a NIK without its middle, which holds the birth date; a short one is hidden whole."""
    if nik is None:
        return None
    if len(nik) < SHORTEST:
        return "*" * len(nik)
    return f"{nik[:SHOWN]}{'*' * (len(nik) - SHORTEST)}{nik[-SHOWN:]}"


def mask_number(number: str | None) -> str | None:
    """Return a KPJ or another number of a person with its last four signs; a short one is hidden whole."""
    if number is None:
        return None
    if len(number) < SHORTEST:
        return "*" * len(number)
    return f"{'*' * (len(number) - SHOWN)}{number[-SHOWN:]}"


def mask_text(text: str | None) -> str | None:
    """Return a name or what else may name a person with the first letter of each word; no digit is shown."""
    if text is None:
        return None
    return WORD.sub(lambda word: _initial(word[0]), text)


def _initial(word: str) -> str:
    return "*" * len(word) if word[0].isdigit() else word[0] + "*" * (len(word) - 1)


def hide(text: str | None) -> str | None:
    """Return nothing of a text but that there is one."""
    return None if text is None else "***"


def hide_numbers(text: str) -> str:
    """Return a text, such as the name of a file, without numbers as long as those of persons."""
    return LONG_NUMBER.sub(lambda number: "*" * len(number[0]), text)


PERSONAL: dict[str, Callable[[str | None], str | None]] = {
    "nik": mask,
    "kpj": mask_number,
    "no_kk": mask_number,
    "nip": mask_number,
    "nisn_nim": mask_number,
    "nama": mask_text,
    "contact": mask_text,
    "tanggal_lahir": hide,
    "tempat_tanggal_lahir": hide,
}
"""How the fields that identify a person are shown, by their canonical names."""

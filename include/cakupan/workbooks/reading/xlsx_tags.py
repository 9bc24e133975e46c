"""The tags that the rows of a sheet are made of, told by two signs each, and which may follow which."""

import numpy as np
import numpy.typing as npt

Kinds = npt.NDArray[np.int8]
Places = npt.NDArray[np.int64]

ROW, NO_ROW, CELL, NO_CELL, FORMULA, NO_FORMULA, VALUE, VALUE_END = range(8)
ROW_END, CELL_END, FORMULA_END, OTHER = range(8, 12)
FOLLOWS = {
    ROW: (CELL, NO_CELL, ROW_END),
    ROW_END: (ROW, NO_ROW),
    CELL: (VALUE, FORMULA, NO_FORMULA, CELL_END),
    FORMULA: (FORMULA_END,),
    FORMULA_END: (VALUE,),
    NO_FORMULA: (VALUE,),
    CELL_END: (CELL, NO_CELL, ROW_END),
    VALUE: (VALUE_END,),
    VALUE_END: (CELL_END,),
    NO_CELL: (CELL, NO_CELL, ROW_END),
    NO_ROW: (ROW, NO_ROW),
}
MAY_FOLLOW = np.zeros((OTHER + 1, OTHER + 1), dtype=bool)
for _before, _after in FOLLOWS.items():
    MAY_FOLLOW[_before, list(_after)] = True
KIND_OF_SIGNS = np.full(1 << 16, OTHER, dtype=np.int8)
for _signs, _kind in {
    b"ro": ROW, b"c ": CELL, b"f ": FORMULA, b"f>": FORMULA, b"v>": VALUE,
    b"/r": ROW_END, b"/c": CELL_END, b"/f": FORMULA_END, b"/v": VALUE_END,
}.items():  # fmt: skip
    KIND_OF_SIGNS[_signs[0] << 8 | _signs[1]] = _kind
EMPTY_OF_KIND = np.arange(12, dtype=np.int8)
EMPTY_OF_KIND[[ROW, CELL, FORMULA]] = NO_ROW, NO_CELL, NO_FORMULA
LENGTH_OF_KIND = np.zeros(12, dtype=np.int8)  # of tags that have no attributes
LENGTH_OF_KIND[[VALUE, VALUE_END, CELL_END, FORMULA_END, ROW_END]] = 2, 3, 3, 3, 5


def kinds(signs: npt.NDArray[np.uint8], opens: Places, closes: Places) -> Kinds:
    """Return what each tag is that opens and closes at these places; OTHER for what has no place in a row."""
    codes = KIND_OF_SIGNS.take(signs[opens + 1].astype(np.int64) << 8 | signs[opens + 2])
    length = LENGTH_OF_KIND.take(codes)
    is_empty = (signs[closes - 1] == ord("/")) & (codes < VALUE)
    codes = np.where(is_empty, EMPTY_OF_KIND.take(codes), codes)
    is_wrong = (length > 0) & (length != closes - opens)
    return np.where(is_wrong | _are_misspelt_rows(signs, opens, codes), np.int8(OTHER), codes)


def _are_misspelt_rows(signs: npt.NDArray[np.uint8], opens: Places, codes: Kinds) -> npt.NDArray[np.bool_]:
    """Two signs tell all other tags from each other and from anything else, but not those of a row."""
    is_wrong = np.zeros(len(codes), dtype=bool)
    for among, name in (((ROW, NO_ROW), b"w"), ((ROW_END,), b"ow")):
        rows = np.flatnonzero(np.isin(codes, among))
        for place, sign in enumerate(name, start=3):
            is_wrong[rows] |= signs[np.minimum(opens[rows] + place, len(signs) - 1)] != sign
    return is_wrong


def are_in_order(codes: Kinds) -> bool:
    """Whether the tags are whole rows of whole cells and nothing else."""
    is_whole = codes[0] in (ROW, NO_ROW) and codes[-1] in (ROW_END, NO_ROW)
    return bool(is_whole and MAY_FOLLOW.take(codes[:-1].astype(np.int64) * len(MAY_FOLLOW) + codes[1:]).all())

"""The columns below a header row or two or three, each with what its header claims it to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cakupan.intake.reading.headers import persons, wording
from cakupan.intake.reading.headers.mapping import Basis
from cakupan.intake.reading.headers.spelling import Vocabulary, is_known, normalise, noted
from cakupan.workbooks.model import Merge

MOST_SIGNS = 2000  # of header rows that are kept in mind
OF_WORKERS_ALONE = frozenset(
    (
        "pekerjaan", "jabatan", "kelompok", "unit_kerja", "dusun", "desa_kelurahan", "kode_desa", "kecamatan",
        "kabupaten_kota", "provinsi", "sumber_dana", "sponsor", "periode_iuran", "keterangan", "npp", "nip",
        "nama_perusahaan", "tempat_magang", "mulai_magang", "akhir_magang", "asal_lembaga", "jurusan",
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One column: its header as written, the normalised spelling it is known by, and the field it names.

    `joined` is all that stands above the column, normalised; `first` and `depth` are the uppermost and lowest
    header row that took part in naming it. `merge` is the first column of a heading merged across several.
    `group` is that of one typed once for several columns without merging them.
    `person` is who else than the worker it speaks of, and `beneath` the field it would be if it did not.
    """

    column: int
    header: str
    plain: str
    joined: str
    field: str | None
    basis: Basis
    first: int = 0
    depth: int = 0
    merge: int | None = None
    person: str | None = None
    beneath: str | None = None
    group: int | None = None

    @property
    def is_persons_name(self) -> bool:
        """Whether the name of somebody beside the worker stands below it."""
        return self.person is not None and (self.beneath == "nama" or persons.is_group(self.joined))

    def of_person(self, person: str | None) -> "Claim":
        """Return the same column as that of somebody beside the worker."""
        return replace(self, plain="", field=None, basis="person", person=person, beneath=self.field)


def claims(
    rows: Sequence[Sequence[str]], top: int, merges: Sequence[Merge], words: Vocabulary
) -> list[Claim]:
    """Read header rows from the top; `top` is the sheet's row of the first of them."""
    within = [merge for merge in merges if top <= merge[0] < top + len(rows)]
    lifted = tuple((first - top, left, last - top, right) for first, left, last, right in within)
    written = tuple(map(tuple, rows))
    if sum(len(text) for row in written for text in row) > MOST_SIGNS:
        return _claims(written, lifted, words)
    return list(_known_claims(written, lifted, words))


@lru_cache(maxsize=2000)
def _known_claims(
    rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...], words: Vocabulary
) -> tuple[Claim, ...]:
    """Villages fill in one template: its header is read once, what is below it decides elsewhere."""
    return tuple(_claims(rows, merges, words))


def _claims(rows: tuple[tuple[str, ...], ...], merges: tuple[Merge, ...], words: Vocabulary) -> list[Claim]:
    leaves = _leaves(rows, merges)
    written = _filled(rows, leaves)
    groups = [merge for merge in merges if merge not in leaves]
    above = _spread(written, groups)
    typed = [
        (depth, left, depth, right)
        for depth in range(len(rows) - 1)
        for left, right in typed_once(above[depth], written[depth + 1])
    ]
    spread = _spread(written, [*groups, *typed])
    starts = {column: left for _, left, _, right in leaves for column in range(left, right + 1)}
    open_ended = {column: left for _, left, _, right in typed for column in range(left, right + 1)}
    columns_claimed = []
    for column in range(len(rows[0])):
        stack = [row[column] for row in spread]
        if any(stack):
            each = _claim(column, stack, [row[column] for row in written], words)
            columns_claimed.append(replace(each, merge=starts.get(column), group=open_ended.get(column)))
    return _handed_back(columns_claimed)


def _claim(column: int, stack: Sequence[str], own: Sequence[str], words: Vocabulary) -> Claim:
    """Try the cells joined top-down, then each from the lowest; a text over several columns never alone.

    What speaks of somebody beside the worker is a field only when all of it together is one.
    """
    written = [text.strip() for text in stack if text]
    header = " ".join(dict.fromkeys(written))
    plain, joined = normalise(written[-1]), normalise(header)
    lowest = max(depth for depth, text in enumerate(stack) if text)
    named = persons.beside(plain) or persons.beside(joined)
    person = named or persons.beside(plain, noted(written[-1])) or persons.beside(joined, noted(header))
    texts = [*_joins(stack), *([] if named and len(written) > 1 else _alone(stack, own))]
    claim = Claim(
        column=column, header=header, plain=wording.bare(plain), joined=joined, field=None, basis="unknown"
    )
    for text, first, depth in texts:
        known = normalise(text)
        named_field = words.find(known)
        if not named_field and first < depth and is_known(known):
            return replace(claim, plain=known)  # Tempat above Lahir is where somebody was born, not when
        if named_field and (named == person or named_field[1] == "layout"):
            name, basis = named_field
            return replace(claim, plain=known, field=name, basis=basis, first=first, depth=min(depth, lowest))
    if person is None:
        return _claim_at_once(claim, texts, lowest, words)
    beneath = persons.without_other(claim.plain)
    field = words.field_of(beneath) or words.field_of(persons.without_worker(beneath))
    return replace(claim, plain="", basis="person", person=person, beneath=field, depth=lowest)


def _claim_at_once(
    claim: Claim, texts: Sequence[tuple[str, int, int]], lowest: int, words: Vocabulary
) -> Claim:
    """What a person reads at once: without a number in front, a path, a request, or whose it is."""
    for text, first, depth in texts:
        if named_field := words.find_at_once(text, may_be_path=first == depth):
            name, plain = named_field
            at = min(depth, lowest)
            return replace(claim, plain=plain, field=name, basis="words", first=first, depth=at)
    return claim


def _handed_back(claims: list[Claim]) -> list[Claim]:
    """A heading above that nobody merged ends where columns begin that only the worker has, or again."""
    claimed = {each.field for each in claims if each.field}
    claims_left: list[Claim] = []
    ended: int | None = None
    named: set[tuple[int, str]] = set()
    for each in claims:
        if each.person and each.group is not None and each.beneath:
            is_again = (each.group, each.beneath) in named
            named.add((each.group, each.beneath))
            if is_again or each.beneath in OF_WORKERS_ALONE - claimed:
                ended = each.group
        if each.person is None or each.group is None or each.group != ended:
            claims_left.append(each)
        elif each.beneath:
            claims_left.append(replace(each, plain="", field=each.beneath, basis="words", person=None))
        else:
            claims_left.append(replace(each, basis="unknown", person=None))
    return claims_left


def _leaves(rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[Merge]:
    """Headings merged across columns with no heading of their own below: NAMA over two columns."""
    return [
        merge
        for merge in merges
        if merge[3] > merge[1]
        and merge[2] < len(rows)
        and merge[1] < len(rows[0])
        and rows[merge[0]][merge[1]]
        and not any(any(row[merge[1] : merge[3] + 1]) for row in rows[merge[2] + 1 :])
    ]


def _filled(rows: tuple[tuple[str, ...], ...], leaves: Sequence[Merge]) -> list[list[str]]:
    """Write a heading over each of the columns it is merged across."""
    filled = [list(row) for row in rows]
    for first_row, left, _, right in leaves:
        text = rows[first_row][left]
        last = min(right, len(rows[0]) - 1)
        filled[first_row][left : last + 1] = [text] * (last - left + 1)
    return filled


def _joins(stack: Sequence[str]) -> list[tuple[str, int, int]]:
    """All rows, then the lower two, then the upper two, where more than one of them is filled."""
    last = len(stack) - 1
    spans = [(0, last)] if last < 2 else [(0, 2), (1, 2), (0, 1)]
    joined = []
    for first, lowest in spans:
        parts = list(dict.fromkeys(text.strip() for text in stack[first : lowest + 1] if text))
        if len(parts) > 1 and stack[lowest]:
            upper = next(depth for depth in range(first, lowest) if stack[depth])
            joined.append((" ".join(parts), upper, lowest))
    return joined


def _alone(stack: Sequence[str], own: Sequence[str]) -> list[tuple[str, int, int]]:
    return [
        (own[depth], depth, depth)
        for depth in reversed(range(len(stack)))
        if own[depth] == stack[depth] != ""
    ]


def typed_once(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]]:
    """Return first and last column of each heading typed once for those right of it too, not merged."""
    pairs = []
    for left, text in enumerate(upper):
        right = left
        while text and right + 1 < len(upper) and not upper[right + 1] and all(lower[left : right + 2]):
            right += 1
        if right > left:
            pairs.append((left, right))
    return pairs


def _spread(rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[list[str]]:
    """Copy a text merged across columns into each, marked by a blank so that it cannot match alone."""
    height = len(rows)
    spread = [list(row) for row in rows]
    for first_row, first_column, last_row, last_column in merges:
        is_across = last_column > first_column and last_row < height
        if is_across and first_column < len(spread[0]) and (text := rows[first_row][first_column]):
            last = min(last_column, len(spread[0]) - 1)
            spread[first_row][first_column : last + 1] = [f"{text} "] * (last - first_column + 1)
    return spread

"""Headers that may mean several things are decided by what stands below them and beside them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from cakupan.contracts.roster import RosterContract
from cakupan.intake.reading.headers import wording
from cakupan.intake.reading.headers.claims import Claim
from cakupan.intake.reading.headers.persons import MAY_BE_WORKERS
from cakupan.intake.reading.headers.samples import MOSTLY, WHOLE_DAY, Samples, share
from cakupan.intake.reading.headers.spelling import IGNORE, vocabulary

EMPLOYEE_NUMBERS = ("nik karyawan", "nik pegawai", "no induk pegawai", "id pegawai", "kode tk", "no pegawai")
DOCUMENTS = re.compile(r"(?:e\W?)?ktp|sim|pas+por\w*|kk|kia|nik", re.IGNORECASE)
CARDS = (
    "no kartu",
    "nomor kartu",
    "no bpjs",
    "nomor bpjs",
    "kartu bpjs",
    "bpjs",
    "no kartu bpjs",
    "no peserta bpjs",
)
MAY_IDENTIFY = (*EMPLOYEE_NUMBERS, *CARDS, "no", "nomor")
MONTH_COUNT = re.compile(r"\d{1,2}(?:\s*(?:bulan|bln))?", re.IGNORECASE)
DAY_ALONE = re.compile(r"\d{1,2}")
PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%|0?[.,]\d+")
MONEY = re.compile(r"(?:rp\W*)?\d{1,3}(?:[.,]\d{3})+(?:,-|[.,]\d\d)?|rp.*|\d{6,}", re.IGNORECASE)
HEADS = re.compile(r"\d{1,5}|\d{1,2}\.\d{3}")
BORN_AT = re.compile(r"(?!(?:jan|feb|peb|mar|mrt|apr|mei|jun|jul|ag|sep|okt|oct|nov|nop|des|dec)[a-z]*\W)"
                     r"[A-Za-z][A-Za-z .'()]*[,/ ]\s*\d{1,2}\W.*", re.IGNORECASE)  # fmt: skip
STATUSES = {
    "status_kawin": re.compile(
        r"(?:belum |tidak |sudah )?(?:kawin|menikah|nikah)|lajang|janda|duda|cerai.*|t?k/\d|b?k|tk|y|t",
        re.IGNORECASE,
    ),
    "status_kepesertaan": re.compile(
        r"(?:non|tidak|belum|sudah)?[ -]?(?:aktif|terdaftar)|peserta.*|na", re.IGNORECASE
    ),
    "kategori_miskin": re.compile(
        r"(?:sangat |hampir |rentan )?miskin(?: ekstrem)?|rentan|desil.*|mampu", re.IGNORECASE
    ),
    IGNORE: re.compile(
        r"pns|p3k|pppk|asn|honorer|thl|kontrak|tetap|tidak tetap|magang|outsourcing|harian.*|pkwt.*",
        re.IGNORECASE,
    ),
}
PLACE_FIELDS = ("desa_kelurahan", "kecamatan", "kabupaten_kota", "provinsi", "kode_desa", "dusun")
SEVERAL = 3  # cells: fewer prove nothing


@dataclass(frozen=True, kw_only=True)
class _Look:
    """What a decision may look at: the column, its neighbours, all claims, and cells below."""

    claim: Claim
    claims: Sequence[Claim]
    samples: Samples
    contract: RosterContract

    @property
    def cells(self) -> list[str]:
        """Filled cells of the column."""
        return self.samples.filled(self.claim.column)

    def is_claimed(self, field: str) -> bool:
        """Whether another column is headed as this field."""
        return any(each.field == field and each.column != self.claim.column for each in self.claims)

    def neighbour(self, offset: int) -> Claim | None:
        """The claim of the column so many places to the right."""
        return next((each for each in self.claims if each.column == self.claim.column + offset), None)


def _number(look: _Look) -> str | None:
    """A bare "No" or "Nomor": the row's number, unless it holds NIK or KPJ and no other column does."""
    digits = [len(text) if text.isdecimal() else len(re.sub(r"\D", "", text)) for text in look.cells]
    field = {16: "nik", 11: "kpj"}.get(int(median(digits)) if digits else 0, "no_urut")
    return "no_urut" if look.is_claimed(field) or field not in look.contract.fields else field


def _national_number(look: _Look) -> str | None:
    """In a list of staff "NIK" may be the employer's number, when another column has the national one."""
    if look.samples.national_share(look.claim.column) >= MOSTLY:
        return "nik"
    others = [each.column for each in look.claims if each.column != look.claim.column]
    rivals = [each for each in others if look.samples.national_share(each) >= MOSTLY]
    is_rivalled = any(each.field == "nik" and each.column in rivals for each in look.claims)
    are_short = len(look.cells) >= SEVERAL and all(len(re.sub(r"\D", "", text)) < 12 for text in look.cells)
    if are_short and (is_rivalled or look.contract.has_staff_numbers):
        return "nip"
    return "nik"


def _employee_number(look: _Look) -> str | None:
    """The header "NIK Karyawan" over national numbers is the NIK, when no other column is."""
    is_national = look.samples.national_share(look.claim.column) >= MOSTLY
    return "nik" if is_national and not look.is_claimed("nik") else "nip"


def _identity(look: _Look) -> str | None:
    """The header "Identitas" may stand over the number or the name of the document."""
    return IGNORE if look.cells and share(look.cells, DOCUMENTS) >= MOSTLY else "nik"


def _card(look: _Look) -> str | None:
    """Eleven digits are a KPJ, thirteen that begin with 000 the health card."""
    digits = [re.sub(r"\D", "", text) for text in look.cells]
    if not digits:
        return look.claim.field
    if sum(len(each) == 13 and each.startswith("000") for each in digits) >= MOSTLY * len(digits):
        return "noka_bpjs_kesehatan"
    is_kpj = sum(8 <= len(each) <= 12 for each in digits) >= MOSTLY * len(digits)
    return "kpj" if is_kpj and not look.is_claimed("kpj") else None


def _status(look: _Look) -> str | None:
    shares = {name: share(look.cells, pattern) for name, pattern in STATUSES.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > MOSTLY else None


def _town(look: _Look) -> str | None:
    """A town right before the date of birth is where one was born, unless it stands among places."""
    left, right = look.neighbour(-1), look.neighbour(1)
    is_before_birth = right is not None and right.field in ("tanggal_lahir", "umur")
    return (
        "tempat_lahir" if is_before_birth and not (left and left.field in PLACE_FIELDS) else "kabupaten_kota"
    )


def _day(look: _Look) -> str | None:
    """A bare "Tanggal" is the date of birth when the header above, the left, or the NIK beside it says so."""
    if look.cells and share(look.cells, DAY_ALONE) >= MOSTLY:
        return None  # day, month and year in columns of their own
    left = look.neighbour(-1)
    is_birth = "lahir" in look.claim.joined or (left is not None and left.plain.startswith(("tempat", "tmp")))
    if not is_birth:
        niks = [each.column for each in look.claims if each.field == "nik"]
        is_birth = bool(niks) and look.samples.birth_share(look.claim.column, niks[0]) >= MOSTLY
    is_free = not look.is_claimed("tanggal_lahir") and not look.is_claimed("tempat_tanggal_lahir")
    return "tanggal_lahir" if is_birth and is_free else None


def _birth(look: _Look) -> str | None:
    """The header "Tanggal Lahir" over "Tegal, 12-08-1987" holds the place too."""
    is_both = bool(look.cells) and share(look.cells, BORN_AT) >= MOSTLY
    return (
        "tempat_tanggal_lahir" if is_both and not look.is_claimed("tempat_tanggal_lahir") else "tanggal_lahir"
    )


def _place_and_birth(look: _Look) -> str | None:
    """A heading of place and date over dates alone is that of the date."""
    is_day = bool(look.cells) and share(look.cells, WHOLE_DAY) >= MOSTLY
    return "tanggal_lahir" if is_day and not look.is_claimed("tanggal_lahir") else "tempat_tanggal_lahir"


def _month(look: _Look) -> str | None:
    """Small numbers below "Bulan" or "Periode" are how many months are paid, not which."""
    return IGNORE if look.cells and share(look.cells, MONTH_COUNT) >= MOSTLY else "periode_iuran"


def _goal(look: _Look) -> str | None:
    return "persen" if look.cells and share(look.cells, PERCENT) >= MOSTLY else look.claim.field


def _count(look: _Look) -> str | None:
    """A bare "Jumlah" is heads when its numbers are small, else money."""
    control = look.contract.control
    if not look.cells or (share(look.cells, MONEY) >= MOSTLY and share(look.cells, HEADS) < MOSTLY):
        return "iuran"
    return (
        control if control and not look.is_claimed(control) and share(look.cells, HEADS) >= MOSTLY else None
    )


Decision = Callable[[_Look], str | None]
DECISIONS: dict[str, Decision] = {
    **dict.fromkeys(("no", "nomor", "nmr", "num", "#"), _number),
    **dict.fromkeys(("nik", "nik tk", "nik pekerja", "nik tenaga kerja", "nik peserta"), _national_number),
    **dict.fromkeys(EMPLOYEE_NUMBERS, _employee_number),
    **dict.fromkeys(("identitas", "no identitas", "nomor identitas", "no id"), _identity),
    **dict.fromkeys(CARDS, _card),
    "status": _status,
    **dict.fromkeys(("kota", "kab", "kabupaten", "kabupaten kota", "kab kota", "kota kabupaten"), _town),
    **dict.fromkeys(("tanggal", "tgl", "tgl bln thn", "tanggal bulan tahun"), _day),
    **dict.fromkeys(("tanggal lahir", "tgl lahir", "lahir", "tgl lhr"), _birth),
    **dict.fromkeys(("bulan", "periode", "jumlah bulan", "lama bulan", "periode kepesertaan"), _month),
    **dict.fromkeys(("target", "realisasi", "capaian", "target peserta", "komitmen"), _goal),
    **dict.fromkeys(("jumlah", "jml", "total"), _count),
}  # fmt: skip


def by_content(claims: Sequence[Claim], samples: Samples, contract: RosterContract) -> list[Claim]:
    """Settle each ambiguous header from left to right, except what the partner's layout says."""
    settled = list(claims)
    for place, claim in enumerate(settled):
        decision = _decision(claim)
        if decision and claim.basis not in ("layout", "joined"):
            look = _Look(claim=claim, claims=settled, samples=samples, contract=contract)
            settled[place] = _with(claim, decision(look))
    return settled


def _decision(claim: Claim) -> Decision | None:
    if claim.field == "tempat_tanggal_lahir":
        return _place_and_birth
    return DECISIONS.get(claim.plain) or (_day if wording.is_day(claim.plain) else None)


def are_headers(texts: Sequence[str], contract: RosterContract) -> bool:
    """Whether every one of these normalised texts is a heading of some list, ours or another."""
    wide = vocabulary(contract, {}, is_wide=True)
    return all(text in DECISIONS or wide.find(text) for text in texts)


def score(claims: Sequence[Claim], contract: RosterContract) -> tuple[bool, int, int]:
    """Return whether a header may identify its rows, how many fields its columns may be, and surely are.

    Columns that only their content decides count among the first two.
    """
    known = {claim.field for claim in claims if claim.field and claim.field != IGNORE}
    undecided = [claim for claim in claims if claim.field is None and _decision(claim)]
    if "nama" not in known:
        undecided += [claim for claim in claims if claim.person in MAY_BE_WORKERS and claim.beneath]
    may_identify = [
        claim for claim in claims if claim.plain in MAY_IDENTIFY or (claim in undecided and claim.person)
    ]
    identifying = len(known & set(contract.identifies)) + len(may_identify)
    return identifying >= contract.identifies_at_least, len(known) + len(undecided), len(known)


def _with(claim: Claim, field: str | None) -> Claim:
    return (
        claim
        if field == claim.field
        else replace(claim, field=field, basis="content" if field else "unknown")
    )

"""How often what goes wrong, and why that often; no figure here comes from how a matcher fares."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of error, its weight among the errors of a row, and the reason for the weight."""

    code: str
    weight: float
    reason: str


IN_REGISTER = 0.75  # of the people on rosters: local governments list most of those they pay for already
CLEAN_MIXED = 0.52  # rows copied from a card or an earlier list
CLEAN_KEYLESS = 0.40  # lists without numbers are written from hearsay
ERRORS_MIXED = (0.70, 0.22, 0.08)  # one, two, three kinds in a row that is not clean
ERRORS_KEYLESS = (0.55, 0.30, 0.15)
HAS_KPJ = 0.10  # few partners are given the card numbers
HAS_MOTHER = 0.80  # of rows, where the mother's name is asked at all
MOTHER_OTHERWISE = 0.15  # of the mothers' names given: spelt otherwise, as any name told by a child
RESIDUE = 0.15  # of keyless rows: something unusable stands in the cell of the NIK
NAMESAKES = 0.04  # of those not in the register: planted, same name and birth date as a member
NAMESAKES_SAME_VILLAGE = 0.05  # a harsh share: by chance alone it is far less
NAMESAKES_SAME_REGENCY = 0.25  # likewise
TWINS_OUTSIDE = 0.015  # of those not in the register: the twin of a member
SHARED_NIK = 0.007  # of mixed rows: a whole household is listed under the NIK of its head

NUMBERS = (
    Kind(code="nik_digit", weight=9, reason="One digit struck beside its key: the commonest slip of all."),
    Kind(code="nik_transposed", weight=4, reason="Two neighbours exchanged, half as common as a wrong one."),
    Kind(code="nik_letter", weight=3, reason="O, I, l, S or B for a digit, from scans and telephones."),
    Kind(code="nik_lost_digits", weight=5, reason="A spreadsheet keeps fifteen digits and writes 0s behind."),
    Kind(code="nik_length", weight=3, reason="A digit left out or struck twice."),
    Kind(code="nik_two_digits", weight=1.5, reason="Two slips in one number: tired hands."),
    Kind(code="nik_of_relative", weight=1.5, reason="The family's card was at hand, not the person's."),
    Kind(code="nik_of_neighbour", weight=0.5, reason="A column slid by one row when it was pasted."),
    Kind(code="family_card", weight=1.5, reason="The number of the family card has the same shape."),
    Kind(code="nik_missing", weight=9, reason="Card lost, or not asked."),
    Kind(code="kpj_instead", weight=3, reason="The participant's number is all the employer keeps."),
)
NAMES = (
    Kind(code="name_spelling", weight=12, reason="Spellings before 1972, Arabic names, doubled letters."),
    Kind(code="name_slip", weight=9, reason="A letter struck wrong, left out, doubled or exchanged."),
    Kind(code="name_abbreviated", weight=8, reason="M., Moh., Abd., or later words as initials."),
    Kind(code="name_title", weight=7, reason="Hj., S.Pd and the like belong to the name in speech."),
    Kind(code="name_word_dropped", weight=6, reason="Long names are not written out."),
    Kind(code="name_joined", weight=3, reason="Sri Wahyuni or Sriwahyuni: the card itself is unsure."),
    Kind(code="name_patronymic", weight=3, reason="bin and binti with the father's name, now and then."),
    Kind(code="name_order", weight=2, reason="Family name first, on forms that ask for it so."),
    Kind(code="name_nickname", weight=2, reason="What the village calls them."),
    Kind(code="name_married", weight=1.5, reason="The husband's name behind the wife's."),
    Kind(code="name_truncated", weight=1.5, reason="Forms of twenty boxes."),
    Kind(code="name_remark", weight=2, reason="A remark in the cell of the name: (PETANI), RT 03, -pindah."),
    Kind(code="name_repeated", weight=1, reason="One word twice, where a last name is demanded."),
    Kind(code="name_heard", weight=3, reason="Written by ear: f and p, v and f, z and j, final h or k."),
)
DATES = (
    Kind(code="date_missing", weight=5, reason="Not asked, or only a year or an age."),
    Kind(code="date_digit", weight=5, reason="A digit of day or year wrong."),
    Kind(code="date_swapped", weight=4, reason="Day and month exchanged by a spreadsheet."),
    Kind(code="date_year_off", weight=4, reason="Ages are remembered, years are reckoned."),
    Kind(code="date_default", weight=3, reason="1 January, 1 July or 31 December of the year."),
    Kind(code="date_month_off", weight=1.5, reason="Juni for Juli, Nopember for Oktober."),
)
SEXES = (
    Kind(code="sex_missing", weight=4, reason="A column that is not filled in."),
    Kind(code="sex_wrong", weight=1.5, reason="Filled down over a block, or P for pria."),
)
PLACES = (
    Kind(code="place_work", weight=6, reason="The village of the work instead of the home."),
    Kind(code="place_missing", weight=5, reason="The partner thinks it goes without saying."),
    Kind(code="place_neighbour", weight=3, reason="A hamlet at the border, or a village since divided."),
)
MIXED = (*NUMBERS, *NAMES, *DATES, *SEXES, *PLACES)
KEYLESS = (*NAMES, *DATES, *SEXES, *PLACES)

REGISTER = (
    Kind(code="second_membership", weight=0.05, reason="A new employer brings a new card."),
    Kind(code="kpj_with_two_niks", weight=0.003, reason="A membership entered anew with a mistyped NIK."),
    Kind(code="nik_missing", weight=0.025, reason="Members from before citizen numbers."),
    Kind(code="nik_digit", weight=0.006, reason="Typed wrong when they joined, before it was checked."),
    Kind(code="nik_of_relative", weight=0.003, reason="The NIK of a husband, wife or child."),
    Kind(code="name_spelling", weight=0.03, reason="Old spellings of old cards."),
    Kind(code="name_abbreviated", weight=0.02, reason="Names of payrolls."),
    Kind(code="name_slip", weight=0.02, reason="Typed wrong when they joined."),
    Kind(code="name_truncated", weight=0.08, reason="An older system held 20 to 30 letters."),
    Kind(code="name_married", weight=0.008, reason="Joined under the name before or after the wedding."),
    Kind(code="date_swapped", weight=0.006, reason="Payroll files in American order."),
    Kind(code="date_default", weight=0.008, reason="1 January when only the year was known."),
    Kind(code="date_digit", weight=0.008, reason="Typed wrong when they joined."),
    Kind(code="date_missing", weight=0.002, reason="Never given."),
    Kind(code="sex_missing", weight=0.015, reason="Never given."),
    Kind(code="sex_wrong", weight=0.004, reason="A wrong letter."),
    Kind(code="place_outdated", weight=0.08, reason="Moved since they joined."),
    Kind(code="place_coarse", weight=0.10, reason="Only the kabupaten was asked."),
    Kind(code="place_missing", weight=0.05, reason="Never given."),
)

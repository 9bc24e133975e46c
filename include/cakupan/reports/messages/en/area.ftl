# The report of one area: its head's brief, its people, who pays, its villages.

area-people = Members
area-people-sheet = Members
area-segments = Coverage by segment, { $area }, year to { $day } and on { $day }
area-segment = Segment
area-no-benefits = No benefit is on record as paid in this area from 1 January to { $day }.
area-benefits = Benefits paid, { $area }, from 1 January to { $day }
area-programme = Programme
area-cases = Cases
area-rupiah = Rupiah

area-payers = Vulnerable workers and who pays for them
area-payers-sheet = Payers
area-no-vulnerable = No list of vulnerable workers is in force for this area on { $day }.
area-vulnerable-steps = From listed to active, on { $day }
area-payer = Source of funds
area-by-payer = Vulnerable workers by source of funds, on { $day }
area-renewal = Cover that ends, and what renewing it costs, by source of funds, on { $day }
area-plan = Work plan of agreements, recorded to { $recorded }

area-places = Villages, and lists to be mended
area-places-sheet = Villages
area-no-villages = No village of this area has a coverage that can be computed yet.
area-villages = Ranking of villages on { $day }
area-village = Village
area-rank = Rank
area-active = Active members, end of month
area-workers = Reference workers of the village (denominator)
area-rate = Coverage of the village (%)
area-unranked = not ranked
area-more-villages = And { $more } more villages, on the sheet of all figures.
area-to-mend = Lists to be mended, recorded to { $recorded }
area-partner = Partner
area-outcome = State
area-why = Reason

village-title = Village
village-sheet = Village
village-coverage = On { $day }, { $rate } percent of the workers of { $area } are covered: { $active } of { $workers } reference workers.
village-rank = Rank { $rank } of the { $peers } villages ranked in its regency.
village-unranked = Not ranked yet: its reference workers are fewer than the minimum size.
village-group = Group
village-people = People
village-groups = Groups covered, on { $day }
village-file = A file is { $outcome }: { $reason }.
village-to-send = To be sent
village-owed = { $kind }, by { $due }.
village-nothing-owed = No list of this month is still waited for.

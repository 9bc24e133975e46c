# Coverage by area, by segment, against targets, profiles, and areas without a percentage.
coverage-title = Coverage by area
coverage-sheet = Coverage
coverage-introduction = Coverage is active members over the workers who ought to be members (the denominator). Coverage over the year counts whoever was active on at least one day from 1 January up to { $day }; coverage at month end counts those active on { $day }. The percentage of a larger area is calculated from numbers of people, not as a mean of percentages.
coverage-table = Coverage by area, over the year up to { $day } and on { $day }
coverage-without-rate = Other areas that have members but no complete data on their workforce are listed in the annex “Areas without a percentage”.

segments-title = Coverage by segment
segments-sheet = Segments
segments-introduction = A worker who is active in two segments counts once in the total and once in each segment. The segments may therefore add up to more than the total, and the percentage of the total is not the mean of those of the segments.
segments-table = Coverage by area and segment, over the year up to { $day } and on { $day }
segments-column = Area and segment
segments-label = { $segment } ({ $code })

targets-title = Targets and gaps
targets-sheet = Targets
targets-introduction = The gap in percentage points is the target less coverage over the year; the gap in people is the number of further members needed to reach the target, rounded up. A negative number means that the target was exceeded. The gap to 100 percent is another measure and not the same as the gap to the target.
targets-table = Coverage of the workforce over the year up to { $day } against targets
targets-column-target = Target (%)
targets-column-gap = Gap to the target (points)
targets-column-people = Gap to the target (people)
targets-column-full = Gap to 100 (points)
targets-column-status = Status

profile-title = Profiles of regencies and cities
profile-sheet = Profiles
profile-chart = Coverage over the year up to { $day } by segment
profile-table = Numerator and denominator of coverage over the year up to { $day }, { $area }
profile-column-segment = Segment
profile-benefits = Benefits paid from 1 January to { $day }: { $rupiah } for { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}.
profile-benefits-none = Benefits paid from 1 January to { $day }: none is recorded in this area.
profile-actions = Work plan of agreements by the data recorded up to { $recorded }: { $planned ->
    [one] { $planned } action
   *[other] { $planned } actions
} planned, { $done } done, { $overdue } overdue.
profile-vulnerable = Vulnerable workers on the rosters in force on { $day }: { $handed_over } handed over, { $registered } registered, { $active } active.

unrated-title = Annex: areas without a percentage
unrated-sheet = Without a percentage
unrated-table = Active members in areas without complete data on their workforce, over the year up to { $day } and on { $day }
unrated-column-reason = Reason

# What several pages use: headings of columns, notes below tables, sentences about coverage.
column-area = Area
column-active-year = Members active in the year
column-workers = Workers (denominator)
column-coverage-year = Coverage over the year (%)
column-active-month-end = Members active at month end
column-coverage-month-end = Coverage at month end (%)
column-listed = People on the rosters
column-listed-active = Active at month end
column-listed-coverage = Coverage of the rosters (%)
column-listed-excluded = Rows excluded from the rosters in force
column-lower-bound = Lower bound (%)
column-at-most = At most (%)
column-unknown = Not recognised (people)
column-total = Total

population-listed = People on the rosters in force on { $day }, { $area }
population-interns = Interns whose internship ran on { $day }, { $area }
band-possible = { $population }: { $rate } percent are covered for certain, and at most { $at_most } percent if the uncertain matches of { $possible ->
    [one] { $possible } person prove
   *[other] { $possible } people prove
} right; the register does not know { $unknown ->
    [one] { $unknown } person
   *[other] { $unknown } people
}.
band-certain = { $population }: { $rate } percent are covered for certain; the register does not know { $unknown ->
    [one] { $unknown } person
   *[other] { $unknown } people
}.

note-missing = { $dash } : { $reason }{ $where }.
note-flagged = Please note: { $reason }{ $where }.
note-where = { " " }({ $names })
note-where-more = { " " }({ $names }, and { $others } more)
note-basis = Basis of the denominator: { $bases }.
note-source = Source: { $sources }.

target-none = no target
target-reached = reached
target-missed = not yet reached

coverage-alone = Up to { $day }, coverage in { $area } reached { $rate } percent ({ $active } of { $workers } workers).
coverage-below = Up to { $day }, coverage in { $area } reached { $rate } percent ({ $active } of { $workers } workers), { $gap } percentage points below the target of { $target } percent.
coverage-below-people = Up to { $day }, coverage in { $area } reached { $rate } percent ({ $active } of { $workers } workers), { $gap } percentage points below the target of { $target } percent; { $people ->
    [one] { $people } more person is
   *[other] { $people } more people are
} needed to reach it.
coverage-reached = Up to { $day }, coverage in { $area } reached { $rate } percent ({ $active } of { $workers } workers), which meets the target of { $target } percent (gap { $gap } percentage points).

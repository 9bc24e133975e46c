# The first page.
summary-title = Executive summary
summary-sheet = Summary
summary-no-rate = No area has a coverage percentage in this edition yet.
summary-active = Members active in the year up to { $day }, { $area }
summary-active-detail = { $people } active on { $day }
summary-benefits = Benefits paid from 1 January to { $day }, { $area }
summary-benefits-detail = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
summary-vulnerable = Vulnerable workers on the rosters in force on { $day }, { $area }
summary-vulnerable-detail = { $count } active on { $day }
summary-punctual = Partners’ rosters for { $month } that came on time, { $area }
summary-punctual-detail = of { $count } that were due or have come
summary-excluded = Rows excluded from the rosters for { $month }, { $area }
summary-excluded-detail = of { $count } rows received
summary-overdue = Actions overdue by the data recorded up to { $recorded }, { $area }
summary-overdue-detail = of { $count } planned
excluded-cause = { $cause } ({ $rows })
summary-decisions = To be decided
summary-no-workforce = Coverage cannot be computed yet: the number of workers is not complete.
summary-end-of-month = On { $day } it stands at { $rate } percent: { $people } people are active on that day.
summary-status = Against the target
summary-no-target = No target is in force for this area yet.
summary-of-target = target { $target } percent
summary-state-reached = reached
summary-state-near = near
summary-state-missed = not reached
summary-month-up = Up by { $points } points on the month before.
summary-month-down = Down on the month before: { $points } points.
summary-month-same = Unchanged on the month before ({ $points } points).
summary-year-up = Up by { $points } points in a year.
summary-year-down = Down in a year: { $points } points.
summary-year-same = Unchanged in a year ({ $points } points).
summary-no-history = What changed cannot be computed yet: no month before was published.
summary-no-decision = By the rules in force nothing has to be decided.
summary-missing = Who has not sent a list
summary-missing-one = { $partner }: { $kind }, due { $due }.
summary-missing-more = And { $more } more lists.
summary-rose = Risen most on { $day }, on the month before: { $areas }.
summary-fell = Fallen most on { $day }, on the month before: { $areas }.
summary-moved = { $area } ({ $points } points)

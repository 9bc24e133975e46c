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
summary-lists = Partners’ rosters and the register
summary-excluded-title = What is excluded, and why
summary-excluded-text = { $rows ->
    [one] { $rows } row of the rosters for { $month } is excluded and does not count as a person until the partner corrects it
   *[other] { $rows } rows of the rosters for { $month } are excluded and do not count as people until the partners correct them
}; every percentage of rosters is printed with its lower bound. The most frequent causes, with the number of rows: { $causes }.
excluded-cause = { $cause } ({ $rows })
summary-decisions = To be decided
summary-no-decision = No action is overdue, no roster is late, and no file is held or refused.
summary-action = Due on { $due } and not done by { $recorded }: { $action }.
summary-action-of = Due on { $due } and not done by { $recorded }: { $action } ({ $responsible }).
summary-more-actions = The other overdue actions are listed on the page of follow-up.
summary-late = Of { $due ->
    [one] { $due } roster
   *[other] { $due } rosters
} for { $month } that were due or have come, { $received } { $received ->
    [one] was
   *[other] were
} received and { $on_time } came on time; the late partners should be reminded.
summary-file = File of { $partner } { $outcome }: { $reasons }.
summary-more-files = The other files that are held or refused are listed on the page of data quality.

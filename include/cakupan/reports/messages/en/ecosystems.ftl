# Vulnerable workers, villages, commitments of associations, interns, agreements, benefits.
vulnerable-title = Vulnerable workers by source of funds
vulnerable-sheet = Vulnerable workers
vulnerable-introduction = Handed over means a person on the rosters received and in force on { $day }, each person counted once; registered means that the membership had begun by that day; active means covered on that day. Excluded rows do not count as people; the lower bound takes each of them for a worker who is not covered yet. At most means that every uncertain match with the register proves right; not recognised means that nobody in the register matches the row.
vulnerable-overview = Vulnerable workers by regency or city on the rosters in force on { $day }
vulnerable-whole = { $area }, all rosters, each person counted once
vulnerable-chart = Vulnerable workers from the roster to cover on { $day }, { $area }
vulnerable-by-funding = Vulnerable workers by source of funds on the rosters in force on { $day }, { $area }
vulnerable-rosters = All kinds of partners’ rosters in force on { $day } by source of funds, { $area }
vulnerable-whole-rosters = All rosters
vulnerable-column-funding = Source of funds
vulnerable-column-handed-over = Vulnerable workers handed over
vulnerable-column-registered = Vulnerable workers registered
vulnerable-column-active = Vulnerable workers active
vulnerable-column-at-most = Vulnerable workers active at most
vulnerable-column-unknown = Vulnerable workers not recognised
vulnerable-excluded = Why rows of the rosters in force on { $day } are excluded, with the number of rows: { $causes }.

villages-title = Villages and their ranks
villages-sheet = Villages
villages-introduction = Coverage of a village is the members active on { $day } who live in it over the reference workers of the village (the denominator), not over its own roster. Only villages whose denominator reaches the minimum size are ranked, within their own regency. The annex of villages lists all of them.
villages-regencies = Regencies with ranked villages: coverage over the year up to { $day } and vulnerable workers on { $day }
villages-column-regency = Regency
villages-table = Ranks of villages by coverage on { $day }, { $regency }
villages-annex-title = Annex: all villages
villages-annex-sheet = Annex villages
villages-annex-table = Coverage of all villages on { $day }, { $regency }
villages-column-village = Village
villages-column-district = District
villages-column-rank = Rank
villages-column-peers = Of
villages-column-active = Members active at month end
villages-column-workers = Reference workers of the village (denominator)
villages-column-coverage = Coverage of the village (%)
villages-unranked = not ranked

commitments-title = Commitments of associations and companies
commitments-sheet = Commitments
commitments-introduction = Progress is the members on { $day } less those on the baseline day, over the workers active on the baseline day (the denominator). All of it comes from the register by NPP; the workers on the baseline day were frozen when the commitment was made.
commitments-chart = Progress of commitments by company on { $day }
commitments-table = Commitments by company, from the baseline day to { $day }
commitments-column-company = Company
commitments-column-gained = Members gained
commitments-column-baseline = Workers active on the baseline day (denominator)
commitments-column-progress = Progress (%)
commitments-whole = All companies
commitments-reached = Reached their commitment on { $day }
commitments-of = { $companies ->
    [one] of { $companies } company
   *[other] of { $companies } companies
} with a commitment

interns-title = Interns
interns-sheet = Interns
interns-introduction = Counted are interns whose internship ran on { $day }. Covered means actively registered in that programme on that day. The rosters that partners send also hold people whose internship has not begun or is over, so the coverage of those rosters differs.
interns-running = { $interns ->
    [one] { $interns } internship was
   *[other] { $interns } internships were
} running on { $day }.
interns-chart = Interns covered by programme on { $day }, { $area }
interns-by-programme = Interns whose internship ran on { $day } by programme, { $area }
interns-by-host = Interns whose internship ran on { $day } by host, { $area }
interns-column-programme = Programme
interns-column-host = Host
interns-column-covered = Interns covered
interns-column-running = Interns running (denominator)
interns-column-coverage = Coverage of interns (%)
interns-whole-programme = At least one programme
interns-whole-host = All hosts

agreements-title = Follow-up of agreements (NKS and PKS)
agreements-sheet = Agreements
agreements-introduction = Each agreement has a work plan, which is judged by the data recorded up to { $recorded }. Done means that the day of completion is on record; overdue means that the action was due before that day and its completion is not on record.
agreements-rest = the list agreement_actions.parquet of this edition, with their numbers on the sheet “All figures”
agreements-chart = Actions done by the data recorded up to { $recorded }
agreements-table = Work plans by agreement by the data recorded up to { $recorded }
agreements-actions = Work plan by the data recorded up to { $recorded }, { $agreement }
agreements-whole = All agreements
agreements-column-agreement = Agreement
agreements-column-planned = Planned
agreements-column-done = Done
agreements-column-overdue = Overdue
agreements-column-action = Action
agreements-column-responsible = Responsible
agreements-column-due = Due
agreements-column-done-on = Done on
agreements-column-status = Status
status-done = done
status-overdue = overdue
status-planned = planned

benefits-title = Benefits paid
benefits-sheet = Benefits
benefits-introduction = Benefits are counted by the day of payment and the area of the claim. In tables, amounts of rupiah are printed in full.
benefits-without = No payment of benefits from 1 January to { $day } is on record in: { $areas }.
benefits-by-area = Benefits paid in { $month } and from 1 January to { $day }, by regency or city
benefits-chart = Benefits paid from 1 January to { $day } by programme, { $area }
benefits-by-programme = Benefits paid in { $month } and from 1 January to { $day } by programme, { $area }
benefits-column-programme = Programme
benefits-column-cases = Cases, this month
benefits-column-rupiah = Rupiah, this month
benefits-column-cases-year = Cases, since 1 January
benefits-column-rupiah-year = Rupiah, since 1 January

# Numbers: what is told of one when it is pointed at, and why there is none.
number-absent = this edition has no such figure
number-unknown = cannot be calculated
detail-of = { $count } of { $total }
detail-expression = expression { $expression }
detail-basis = basis { $basis }
detail-source = source: { $source }
pair = { $first } and { $second }

# Units beside the number 1.
one-people = person
one-cases = case
one-children = child
one-companies = company
one-actions = action
one-rosters = roster
one-rows = row
one-files = file
one-days = day

# Numbers: what is told of one when it is pointed at, and why there is none.
number-absent = this edition has no such figure
number-unknown = cannot be calculated
detail-of = { $count } of { $total }
detail-expression = expression { $expression }
detail-basis = basis { $basis }
detail-source = source: { $source }
pair = { $first } and { $second }

# Angka: yang dikatakan bila angka ditunjuk, dan mengapa angka tidak ada.
number-absent = tidak ada angkanya pada edisi ini
number-unknown = tidak dapat dihitung
detail-of = { $count } dari { $total }
detail-expression = rumus { $expression }
detail-basis = basis { $basis }
detail-source = sumber: { $source }
pair = { $first } dan { $second }

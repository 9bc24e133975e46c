# Angka: yang dikatakan bila angka ditunjuk, dan mengapa angka tidak ada.
number-absent = tidak ada angkanya pada edisi ini
number-unknown = tidak dapat dihitung
detail-of = { $count } dari { $total }
detail-expression = rumus { $expression }
detail-basis = basis { $basis }
detail-source = sumber: { $source }
pair = { $first } dan { $second }

# Satuan di samping angka 1.
one-people = orang
one-cases = kasus
one-children = anak
one-companies = perusahaan
one-actions = tindakan
one-rosters = daftar
one-rows = baris
one-files = berkas
one-days = hari

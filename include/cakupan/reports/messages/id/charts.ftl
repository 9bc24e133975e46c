# Bagan.
charts-coverage = Cakupan sepanjang tahun s.d. { $day }
charts-target = Target
charts-this-area = Wilayah laporan ini
charts-provinces = Cakupan sepanjang tahun s.d. { $day } per provinsi
charts-without-rate = Belum dapat dihitung
charts-villages = Cakupan desa yang diperingkat pada { $day }, menurut kabupaten/kota
charts-villages-ranked = { $count } desa diperingkat

# Bagan.
charts-coverage = Cakupan tahun berjalan
charts-target = Target
charts-this-area = Wilayah laporan ini
charts-provinces = Cakupan tahun berjalan per provinsi
charts-without-rate = Belum dapat dihitung
charts-villages = Cakupan desa yang diperingkat, menurut kabupaten/kota
charts-villages-ranked = { $count } desa diperingkat

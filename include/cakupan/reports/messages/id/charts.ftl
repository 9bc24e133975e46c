# Bagan.
charts-coverage = Cakupan sepanjang tahun s.d. { $day }
charts-target = Target
charts-this-area = Wilayah laporan ini
charts-among-peers = Cakupan sepanjang tahun s.d. { $day } di antara daerah setingkat
charts-peer = Daerah setingkat
charts-provinces = Cakupan sepanjang tahun s.d. { $day } per provinsi
charts-without-rate = Belum dapat dihitung
charts-villages = Cakupan desa yang diperingkat pada { $day }, menurut kabupaten/kota
charts-villages-ranked = { $count } desa diperingkat
charts-quoted = Dikutip dari dokumen
charts-simulated = Simulasi
charts-trend = Cakupan sepanjang tahun dalam 13 bulan
charts-trend-segments = Cakupan sepanjang tahun per segmen dalam 13 bulan

# Laporan untuk satu wilayah: ringkasan kepala daerah, peserta, pembayar, desa.

area-people = Peserta
area-people-sheet = Peserta
area-segments = Cakupan per segmen, { $area }, sepanjang tahun s.d. { $day } dan pada { $day }
area-segment = Segmen
area-no-benefits = Tidak ada manfaat yang tercatat dibayarkan di wilayah ini sejak 1 Januari s.d. { $day }.
area-benefits = Manfaat yang dibayarkan, { $area }, sejak 1 Januari s.d. { $day }
area-programme = Program
area-cases = Kasus
area-rupiah = Rupiah

area-payers = Pekerja rentan dan yang membayarnya
area-payers-sheet = Pembayar
area-no-vulnerable = Tidak ada daftar pekerja rentan yang berlaku untuk wilayah ini pada { $day }.
area-vulnerable-steps = Dari diserahkan sampai aktif, pada { $day }
area-payer = Sumber dana
area-by-payer = Pekerja rentan menurut sumber dana, pada { $day }
area-renewal = Perlindungan yang berakhir dan biaya memperpanjangnya, menurut sumber dana, pada { $day }
area-plan = Rencana kerja nota kesepakatan, data tercatat s.d. { $recorded }

area-places = Desa dan daftar yang perlu diperbaiki
area-places-sheet = Desa
area-no-villages = Belum ada desa di wilayah ini yang cakupannya dapat dihitung.
area-villages = Peringkat desa pada { $day }
area-village = Desa
area-rank = Peringkat
area-active = Peserta aktif akhir bulan
area-workers = Pekerja acuan desa (penyebut)
area-rate = Cakupan desa (%)
area-unranked = tidak diperingkat
area-more-villages = Dan { $more } desa lainnya, pada lembar “Semua angka”.
area-to-mend = Daftar yang perlu diperbaiki, data tercatat s.d. { $recorded }
area-partner = Mitra
area-outcome = Keadaan
area-why = Sebab

village-title = Desa
village-sheet = Desa
village-coverage = Pada { $day } { $rate } persen pekerja { $area } terlindungi: { $active } dari { $workers } pekerja acuan.
village-rank = Peringkat { $rank } dari { $peers } desa yang dinilai di kabupatennya.
village-unranked = Belum diperingkat: pekerja acuannya belum mencapai ukuran minimum.
village-group = Kelompok
village-people = Orang
village-groups = Kelompok yang terlindungi, pada { $day }
village-file = Berkas { $outcome }: { $reason }.
village-to-send = Yang harus dikirim
village-owed = { $kind }, paling lambat { $due }.
village-nothing-owed = Tidak ada daftar yang masih ditunggu untuk bulan ini.

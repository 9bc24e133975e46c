# Capaian per wilayah, per segmen, terhadap target, profil, dan wilayah tanpa persentase.
coverage-title = Capaian UCJ per wilayah
coverage-sheet = Capaian
coverage-introduction = Cakupan adalah peserta aktif dibagi pekerja yang seharusnya menjadi peserta (penyebut). Cakupan sepanjang tahun menghitung siapa pun yang aktif sekurangnya satu hari sejak 1 Januari sampai dengan { $day }; cakupan akhir bulan menghitung yang aktif pada { $day }. Persentase wilayah induk dihitung dari jumlah orang, bukan dari rata-rata persentase.
coverage-table = Cakupan kepesertaan per wilayah, sepanjang tahun s.d. { $day } dan pada { $day }
coverage-without-rate = Wilayah lain yang memiliki peserta tetapi data potensi pekerjanya belum lengkap tercantum pada lampiran “Wilayah tanpa persentase”.

segments-title = Capaian per segmen
segments-sheet = Segmen
segments-introduction = Seorang pekerja yang aktif pada dua segmen dihitung sekali pada total dan sekali pada tiap segmennya. Jumlah segmen karena itu dapat lebih besar daripada total, dan persentase total bukan rata-rata persentase segmen.
segments-table = Cakupan kepesertaan per wilayah dan segmen, sepanjang tahun s.d. { $day } dan pada { $day }
segments-column = Wilayah dan segmen
segments-label = { $segment } ({ $code })

targets-title = Target dan selisih
targets-sheet = Target
targets-introduction = Selisih dalam poin persen adalah target dikurangi cakupan sepanjang tahun; selisih dalam orang adalah tambahan peserta yang diperlukan untuk mencapai target, dibulatkan ke atas. Angka negatif berarti target sudah dilampaui. Kesenjangan ke 100 persen adalah ukuran lain dan tidak sama dengan selisih terhadap target.
targets-table = Cakupan penduduk bekerja sepanjang tahun s.d. { $day } terhadap target
targets-column-target = Target (%)
targets-column-gap = Selisih terhadap target (poin)
targets-column-people = Selisih terhadap target (orang)
targets-column-full = Kesenjangan ke 100 (poin)
targets-column-status = Status

profile-title = Profil kabupaten/kota
profile-sheet = Profil wilayah
profile-chart = Cakupan sepanjang tahun s.d. { $day } per segmen
profile-table = Pembilang dan penyebut cakupan sepanjang tahun s.d. { $day }, { $area }
profile-column-segment = Segmen
profile-benefits = Manfaat yang dibayarkan sejak 1 Januari s.d. { $day }: { $rupiah } untuk { $cases } kasus.
profile-benefits-none = Manfaat yang dibayarkan sejak 1 Januari s.d. { $day }: tidak ada yang tercatat di wilayah ini.
profile-actions = Rencana kerja nota kesepakatan menurut data tercatat s.d. { $recorded }: { $planned } tindakan direncanakan, { $done } selesai, { $overdue } lewat tenggat.
profile-vulnerable = Pekerja rentan pada daftar yang berlaku pada { $day }: { $handed_over } diserahkan, { $registered } terdaftar, { $active } aktif.

unrated-title = Lampiran: wilayah tanpa persentase
unrated-sheet = Tanpa persentase
unrated-table = Peserta aktif di wilayah yang data potensi pekerjanya belum lengkap, sepanjang tahun s.d. { $day } dan pada { $day }
unrated-column-reason = Sebab

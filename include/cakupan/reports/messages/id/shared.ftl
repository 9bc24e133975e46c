# Yang dipakai beberapa halaman: judul kolom, catatan di bawah tabel, kalimat tentang cakupan.
column-area = Wilayah
column-active-year = Peserta aktif sepanjang tahun
column-workers = Pekerja (penyebut)
column-coverage-year = Cakupan sepanjang tahun (%)
column-active-month-end = Peserta aktif akhir bulan
column-coverage-month-end = Cakupan akhir bulan (%)
column-listed = Orang pada daftar
column-listed-active = Aktif pada akhir bulan
column-listed-coverage = Cakupan daftar (%)
column-listed-excluded = Baris dikecualikan dari daftar yang berlaku
column-lower-bound = Batas bawah (%)
column-at-most = Paling banyak (%)
column-unknown = Tidak dikenali (orang)
column-total = Total

population-listed = Orang pada daftar yang berlaku pada { $day }, { $area }
population-interns = Peserta magang yang berjalan pada { $day }, { $area }
band-possible = { $population }: tercakup pasti { $rate } persen; paling banyak { $at_most } persen bila kecocokan { $possible } orang yang belum pasti ternyata benar; { $unknown } orang tidak dikenali dalam register.
band-certain = { $population }: tercakup pasti { $rate } persen; { $unknown } orang tidak dikenali dalam register.

note-missing = { $dash } : { $reason }{ $where }.
note-flagged = Perhatian: { $reason }{ $where }.
note-where = { " " }({ $names })
note-where-more = { " " }({ $names }, dan { $others } lainnya)
note-basis = Basis penyebut: { $bases }.
note-source = Sumber: { $sources }.

target-none = tanpa target
target-reached = tercapai
target-missed = belum tercapai

coverage-alone = Sampai dengan { $day } cakupan kepesertaan di { $area } mencapai { $rate } persen ({ $active } dari { $workers } pekerja).
coverage-below = Sampai dengan { $day } cakupan kepesertaan di { $area } mencapai { $rate } persen ({ $active } dari { $workers } pekerja), { $gap } poin persen di bawah target { $target } persen.
coverage-below-people = Sampai dengan { $day } cakupan kepesertaan di { $area } mencapai { $rate } persen ({ $active } dari { $workers } pekerja), { $gap } poin persen di bawah target { $target } persen; untuk mencapainya perlu { $people } orang lagi.
coverage-reached = Sampai dengan { $day } cakupan kepesertaan di { $area } mencapai { $rate } persen ({ $active } dari { $workers } pekerja), sudah mencapai target { $target } persen (selisih { $gap } poin persen).

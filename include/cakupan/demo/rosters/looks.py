"""The habits of the story's senders: no two keep their list alike."""

from dataclasses import replace

from cakupan import indonesian
from cakupan.demo.rosters.look import Look, columns

DECREE = Look(
    columns=columns(
        "no=NO|nama=NAMA LENGKAP|nik=NIK (16 DIGIT)|ttl=TEMPAT, TGL LAHIR|jenis_kelamin=L//P"
        "|alamat=ALAMAT/JALAN|rt=ALAMAT/RT|rw=ALAMAT/RW|desa=ALAMAT/DESA//KEL|kecamatan=ALAMAT/KECAMATAN"
        "|pekerjaan=PEKERJAAN"
    ),
    title=(
        "LAMPIRAN KEPUTUSAN BUPATI TANJUNG JABUNG BARAT (DATA DEMO)",
        "NOMOR 000/KEP.DEMO/{year}",
        "DAFTAR PENERIMA BANTUAN IURAN JAMINAN SOSIAL KETENAGAKERJAAN BAGI PEKERJA RENTAN TAHUN {year}",
    ),
    is_numbered=True,
    sheet_by="kecamatan",
    signature=("BUPATI TANJUNG JABUNG BARAT,", "ttd", "(DATA DEMO)"),
    date_style="long",
)
TOBACCO = Look(
    columns=columns(
        "no=No.|nik=No. KTP|nama=Nama Penerima|tempat_lahir=Tmp Lahir|tanggal_lahir=Tgl. Lahir"
        "|jenis_kelamin=JK|kecamatan=Kec.|desa=Desa//Kelurahan|pekerjaan=Jenis Pekerjaan"
    ),
    title=("DATA BURUH TANI TEMBAKAU PENERIMA DBHCHT – DATA DEMO", "BULAN {MONTH} {year}"),
    total_label="JUMLAH",
    date_style="short",
    file_format="csv",
    encoding="cp1252",
)
FARMERS = Look(
    columns=columns(
        "no=No|nik=NIK|nama=Nama Petani|tanggal_lahir=Tanggal Lahir|jenis_kelamin=L//P|alamat=Alamat"
        "|kelompok=Kelompok Tani|pekerjaan=Pekerjaan|no_hp=No. HP"
    ),
    title=("PEMERINTAH KABUPATEN TEGAL", "DINAS PERTANIAN (DATA DEMO)", "DAFTAR PETANI DAN BURUH TANI"),
    section_by="desa",
    total_label="Jumlah",
    signature=("Slawi, {month} {year}", "Kepala Dinas,"),
    date_style="dash",
    nik_style="apostrophe",
)
FISHERS = Look(
    columns=columns(
        "no=Nomor|nama=Nama Nelayan|nik=Nomor Induk Kependudukan|ttl=TTL|jenis_kelamin=Jns Kel"
        "|desa=Ds.|kecamatan=Kecamatan|pekerjaan=Mata Pencaharian"
    ),
    date_style="slash",
    file_format="csv",
    delimiter=",",
    encoding="utf-8-sig",
)
DRIVERS = Look(
    columns=columns(
        "no=No|nama=NAMA/LENGKAP|nik=NOMOR/KTP|tanggal_lahir=TANGGAL/LAHIR|jenis_kelamin=JENIS/KELAMIN"
        "|kecamatan=DOMISILI/KEC|desa=DOMISILI/DESA|pekerjaan=JENIS/PEKERJAAN"
    ),
    title=("REKAP PEKERJA TRANSPORTASI {MONTH} {year} (DEMO)",),
    is_numbered=True,
    date_style="cell",
    nik_style="number",
    sheet_name="Sheet2 (2)",
    has_cover_sheet=True,
)
BUILDERS = Look(
    columns=columns(
        "no=NO|nama=NAMA SESUAI KTP|nik=NIK KTP|no_kk=NO KK|tempat_lahir=Tempat Lahir|tanggal_lahir=Tgl Lahir"
        "|jenis_kelamin=LP|rt_rw=RT//RW|desa=Kelurahan//Desa|kecamatan=KECAMATAN|pekerjaan=Profesi"
    ),
    title=("USULAN PEKERJA KONSTRUKSI PERORANGAN (DATA DEMO)",),
    date_style="iso",
    nik_style="spaced",
    total_label="TOTAL",
    total_error=6,
)
TEACHERS = Look(
    columns=columns(
        "no=No|nama=Nama Pegawai|nik=NIK|tempat_lahir=Tempat Lahir|tanggal_lahir=Tgl//Bln//Thn Lahir"
        "|jenis_kelamin=JK|jabatan=Jabatan|unit_kerja=Unit Kerja|kecamatan=Kecamatan"
    ),
    title=("DATA GURU TIDAK TETAP (GTT) DAN PTT – DEMO",),
    sheet_by="kecamatan",
    date_style="long",
    nik_style="float",
)
ARTISTS = Look(
    columns=columns(
        "nama=Nama|nik=No Identitas|tanggal_lahir=DOB|jenis_kelamin=Gender|pekerjaan=Jenis Profesi"
        "|kelompok=Paguyuban|kecamatan=Kec|desa=Desa"
    ),
    date_style="iso",
    name_style="title",
    file_format="csv",
    delimiter="\t",
    encoding="utf-16",
)
TOURISM = Look(
    columns=columns(
        "no=No Urut|nama=Nama Lengkap|nik=NIK (KTP)|ttl=Tempat // Tgl Lahir|jenis_kelamin=Kelamin"
        "|desa=Nama Desa|kecamatan=Nama Kecamatan|pekerjaan=Bidang Pekerjaan|no_hp=No WA"
    ),
    title=("PELAKU PARIWISATA KAB. TEGAL", "data demo"),
    date_style="long",
    name_style="lower",
)
CITY = Look(
    columns=columns(
        "no=No|nik=NIK Penerima|nama=Nama Penerima Manfaat|tanggal_lahir=Tgl Lahir|jenis_kelamin=J.K."
        "|rt_rw=RT//RW|desa=Kelurahan|kecamatan=Kecamatan|pekerjaan=Pekerjaan|sumber_dana=Sumber Dana"
    ),
    title=("PEMERINTAH KOTA TEGAL (DATA DEMO)", "PENERIMA BANTUAN IURAN PEKERJA RENTAN"),
    date_style="dash",
    sheet_by="kecamatan",
    total_label="Total",
)
SPONSORED = Look(
    columns=columns(
        "no=NO|nik=NO KTP|nama=NAMA PESERTA|tanggal_lahir=TGL LAHIR|jenis_kelamin=L//P"
        "|kecamatan=KEC|desa=DESA|pekerjaan=PEKERJAAN|sponsor=DONATUR"
    ),
    title=("PROGRAM SERTAKAN (DATA DEMO)",),
    date_style="dash",
)
UPLOAD = Look(
    columns=columns(
        "nip=NO_PEGAWAI|nama=NAMA_LENGKAP|gelar=GELAR|no_hp=HP|tempat_lahir=TEMPAT_LAHIR"
        "|tanggal_lahir=TANGGAL_LAHIR|jenis_identitas=JENIS_IDENTITAS|nik=NOMOR_IDENTITAS"
        "|jenis_kelamin=JENIS_KELAMIN|status=STATUS_KAWIN|alamat=ALAMAT"
    ),
    sheet_name="data_tk_baru",
    date_style="dash",
)
OFFICIALS = Look(
    columns=columns(
        "no=No|nama=Nama Perangkat Desa|nik=NIK|tempat_lahir=Tempat/Lahir|tanggal_lahir=Tanggal/Lahir"
        "|jenis_kelamin=L//P|jabatan=Jabatan|desa=Desa|kpj=No. KPJ"
    ),
    title=("DATA KEPALA DESA, PERANGKAT DESA DAN BPD", "{regency} – DATA DEMO"),
    sheet_by="kecamatan",
    section_by="desa",
    total_label="Jumlah",
    date_style="dash",
)
VILLAGE_TITLE = ("PEMERINTAH {regency}", "DATA PEKERJA EKOSISTEM DESA (DATA DEMO)", "BULAN {MONTH} {year}")
VILLAGE = (
    Look(
        columns=columns(
            "no=NO|nama=NAMA|nik=NIK|ttl=TEMPAT TANGGAL LAHIR|jenis_kelamin=L//P|jabatan=JABATAN|rt=RT|rw=RW"
        ),
        title=(*VILLAGE_TITLE, "DESA {village} KECAMATAN {district}"),
        is_numbered=True,
        total_label="JUMLAH",
        signature=("Mengetahui,", "Kepala Desa {village}", "(data demo)"),
        date_style="long",
    ),
    Look(
        columns=columns(
            "no=No|nik=NIK|nama=Nama Lengkap|tanggal_lahir=Tgl Lahir|jenis_kelamin=Jenis Kelamin"
            "|jabatan=Unsur|sumber_dana=Sumber Dana"
        ),
        file_format="csv",
        encoding="cp1252",
        date_style="slash",
    ),
    Look(
        columns=columns(
            "no=No|nama=Nama Warga|nik=No. NIK|tempat_lahir=Tempat Lahir|tanggal_lahir=Tanggal Lahir"
            "|jenis_kelamin=JK|pekerjaan=Pekerjaan|desa=Kampung//Kelurahan|kecamatan=Kec."
        ),
        title=VILLAGE_TITLE,
        date_style="cell",
        nik_style="apostrophe",
        name_style="title",
    ),
    Look(
        columns=columns(
            "nik=nik|nama=nama peserta|tanggal_lahir=tgl lahir|jenis_kelamin=l//p|jabatan=tugas|no_hp=no hp"
        ),
        file_format="csv",
        delimiter=",",
        encoding="utf-8-sig",
        date_style="iso",
        name_style="lower",
    ),
    Look(
        columns=columns(
            "no=NO. URUT|nama=NAMA/LENGKAP|nik=NIK/KTP|no_kk=NOMOR/KK|tanggal_lahir=TGL/LAHIR"
            "|jenis_kelamin=L//P|jabatan=KEDUDUKAN"
        ),
        title=VILLAGE_TITLE,
        is_numbered=True,
        date_style="short",
        nik_style="float",
        sheet_name="Rekap",
        has_cover_sheet=True,
    ),
    Look(
        columns=columns(
            "no=No|nama=Nama sesuai KTP|nik=NIK sesuai KTP|ttl=TTL|jenis_kelamin=Lk//Pr|kelompok=Lembaga"
            "|pekerjaan=Usaha//Pekerjaan"
        ),
        title=("Daftar penerima perlindungan – data demo",),
        total_label="Jml",
        total_error=2,
        date_style="dash",
        nik_style="spaced",
    ),
)
PROJECTS = Look(
    columns=columns(
        "no=No|nama_proyek=Paket Pekerjaan|no_kontrak=No. SPK|nilai_kontrak=Nilai Kontrak (Rp)"
        "|nama_perusahaan=Penyedia Jasa|mulai_proyek=Tgl Mulai|selesai_proyek=Tgl Selesai"
        "|jumlah_pekerja_proyek=Jumlah Tenaga Kerja Proyek|pemilik_proyek=PPK|kecamatan=Kecamatan"
    ),
    title=("REKAPITULASI PAKET PEKERJAAN KONSTRUKSI (DATA DEMO)", "S.D. {MONTH} {year}"),
    is_numbered=True,
    date_style="long",
)
PROJECTS_CSV = replace(
    PROJECTS, title=(), is_numbered=False, file_format="csv", date_style="dash", encoding="cp1252"
)
MEMBERS = Look(
    columns=columns(
        "no=NO|nama_perusahaan=NAMA PERUSAHAAN ANGGOTA|npp=NPP|pekerja_aktif=JUMLAH PEKERJA AKTIF"
        "|pekerja_terdaftar=TK TERDAFTAR|target_peserta=TARGET 20%|pic=PIC"
    ),
    title=("DAFTAR ANGGOTA DAN KOMITMEN KEPESERTAAN (DATA DEMO)", "POSISI {MONTH} {year}"),
    signature=("Semarang, {month} {year}", "Ketua"),
)
INTERNS = Look(
    columns=columns(
        "no=No|nama=Nama Peserta Magang|nik=NIK|tempat_lahir=Tempat Lahir|tanggal_lahir=Tanggal Lahir"
        "|jenis_kelamin=L//P|asal_lembaga=Asal Sekolah|jurusan=Program Magang|tempat_magang=Tempat Magang"
        "|mulai_magang=Mulai Magang|akhir_magang=Selesai Magang"
    ),
    title=("DAFTAR PESERTA PROGRAM MAGANG (DATA DEMO)",),
    date_style="long",
)


def titled(look: Look, period: str, regency: str = "", village: str = "", district: str = "") -> Look:
    """Return the look with the month and the places filled into its title and signature."""
    year, number = period.split("-")
    month = indonesian.MONTHS[int(number) - 1]
    words = {
        "year": year,
        "month": month,
        "MONTH": month.upper(),
        "regency": regency.upper(),
        "village": village.upper(),
        "district": district.upper(),
    }
    return replace(
        look,
        title=tuple(line.format(**words) for line in look.title),
        signature=tuple(line.format(**words) for line in look.signature),
    )

"""Words that names are made of here, commonest first, and how spellings of them differ."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MEN = _words(
    "Muhammad Ahmad Agus Budi Slamet Sutrisno Joko Eko Dwi Tri Wahyu Hendra Rudi Dedi Andi Iwan Yusuf "
    "Ibrahim Ismail Abdullah Rizki Fajar Bayu Dimas Aditya Arif Hasan Husain Umar Ali Usman Bambang "
    "Sugeng Suparman Suparno Sukardi Sumarno Sunarto Suwarno Suyanto Supriyadi Supriyanto Mulyadi "
    "Mulyono Haryanto Hartono Heru Hari Imam Irfan Ilham Indra Jamaluddin Kamal Khoirul Kurniawan "
    "Lukman Mansur Marzuki Mustofa Nasir Nanang Nugroho Nurdin Purwanto Rahmat Ramli Ridwan Rohman "
    "Rosyid Sabar Saiful Salim Samsul Saleh Sardi Sarwono Solihin Subagyo Sudirman Sugianto Suharto "
    "Suheri Sulaiman Surya Syahrul Tarno Taufik Teguh Tono Untung Wawan Widodo Yanto Yudi Zainal "
    "Zulkifli Yohanes Petrus Stefanus Ketut Wayan Made Nyoman Asep Cecep Dadang Ujang Endang Tatang "
    "Jajang Maman Engkos"
)
WOMEN = _words(
    "Siti Sri Nur Dewi Sari Endang Wati Yuni Yanti Rina Rini Ratna Lestari Aminah Aisyah Fatimah "
    "Khadijah Maryam Zainab Nurul Nurhayati Nuraini Suparmi Sumiati Sumarni Suryani Sulastri Sukarni "
    "Supriyati Tuti Titik Tri Dwi Eka Ani Ana Anisa Ayu Desi Dian Diah Dina Erna Eni Fitri Fitriani "
    "Hartini Hasanah Indah Ida Iin Ika Intan Juminah Kartini Kasmi Khotimah Komariah Lilis Lina Linda "
    "Maimunah Marni Maria Martini Mega Mulyani Murni Musrifah Ngatini Ningsih Novi Nining Partini "
    "Poniyem Puji Purwanti Rahayu Rohmah Rokhayah Romlah Rosidah Rukmini Rusmini Sarinah Sholihah "
    "Susanti Suyati Turyati Umi Uswatun Wahyuni Warsini Winarti Wulandari Yuliana Yuliani Zubaidah "
    "Theresia Yustina Kadek Putu Luh Neneng Euis Iis Enok"
)
LAST_OF_MEN = _words(
    "Santoso Setiawan Saputra Pratama Wibowo Hidayat Kurniawan Nugroho Susanto Gunawan Wijaya Purnomo "
    "Prasetyo Utomo Hakim Rahman Rahim Arifin Maulana Ramadhan Firmansyah Syahputra Siregar Nasution "
    "Harahap Lubis Simanjuntak Sihombing Ginting Tarigan Hutagalung Pane Batubara Daulay Tanjung "
    "Chaniago Pasaribu Situmorang Sinaga Manurung Latief Basri Djafar Daeng Hasanuddin Mappangara Tahir "
    "Wahid Fauzi Anwar Effendi Iskandar Irawan Suryadi Sudrajat Permana Mahendra Handoko Cahyono Susilo "
    "Yulianto Budiman Darmawan Subekti Triyono Mubarok Syarifuddin Jauhari Ghozali Muttaqin Zakaria "
    "Dahlan"
)
LAST_OF_WOMEN = _words(
    "Rahayu Lestari Wulandari Handayani Astuti Utami Susanti Safitri Puspitasari Permatasari Rahmawati "
    "Kurniasih Hasanah Khasanah Mutmainah Jamilah Halimah Kholifah Maesaroh Badriyah Nurjanah Setyowati "
    "Setyaningsih Widyastuti Yulianti Oktaviani Anggraini Maharani Novitasari Agustina Fitriyah Azizah "
    "Istiqomah Muslimah Marlina Herawati Hartati Kusumawati Siregar Nasution Harahap Lubis Sinaga "
    "Tarigan Ginting"
)
# Of syllables, names that hardly anybody else has.
BEGINS = _words(
    "Su Sa Ka Ma Pa Ra Wa Da Ta Ju Ri Mu Ni Sar Kar Mar Par War Dar Tar Jum Rus Mus Nar Ku Pu Ru Tu Sum "
    "Kas Was Mis Rat Sul Pon Leg Wag Ngad Sam Dul"
)
MIDDLES = _words(
    "mi ti di ni ri wi yo no so to ma na ra la ya pa ta da ka nah mah rah wan man min jan din tin sih "
    "nem yem jo jan tri ki"
)
ENDS = ("", "", "", "nto", "yah", "ni", "ti", "di", "ono", "adi", "ati", "iyem", "em", "in", "an")
NEVER_ALONE = ("Muhammad", "Siti", "Nur", "Sri", "Ahmad", "Tri", "Dwi")

SPELLINGS = _words(
    "oe>u u>oe y>j f>v f>p v>f dj>j j>dj kh>h h>kh sy>s s>sy d>t i>y y>i c>tj z>s k>q ai>ae o>u e>i th>t iy>i"
)
FAMILIES = {
    "Muhammad": ("Moh.", "M.", "Muh", "Mochamad", "Mohamad"),
    "Ahmad": ("Achmad", "A.", "Akhmad"),
    "Siti": ("St.", "Sitti"),
    "Abdul": ("Abd.", "Abdoel"),
    "Nur": ("Noor", "Noer"),
}
BEFORE = ("H. ", "Hj. ", "Ir. ", "Drs. ", "", "")
BEHIND = (", S.Pd.", " SE", "", ", S.Kom", " (alm)", "")

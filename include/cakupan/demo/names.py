"""Words that synthetic people, companies and groups are named with. None stands for anyone real."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MALE = _words(
    """
    Agus Ahmad Aji Akhmad Amir Andi Anwar Arif Aris Asep Bagus Bambang Budi Cahyo Casmadi Dani Darmo Dedi
    Didik Dwi Edi Eko Fajar Faisal Farid Gatot Gilang Guntur Hadi Hamid Harun Hasan Hendra Heri Idris Imam
    Indra Irfan Iwan Jaka Joko Kasan Karno Khoirul Kusno Lukman Mahfud Marno Mukhlis Mulyadi Mustofa
    Nanang Nasir Nur Panji Parjo Prayit Purwanto Rahmat Ridwan Rizal Rohman Rudi Sabar Salim Samsul Sarno
    Slamet Solikhin Suharto Sukirno Sulis Supardi Suparno Surip Suroso Suyanto Tarmidi Taufik Teguh Tono
    Tri Untung Wahid Wahyu Warsito Wasis Widodo Wiyono Yanto Yusuf Zaenal Zulkifli
    """
)
FEMALE = _words(
    """
    Ani Aminah Anisa Asih Astuti Atun Ayu Casmi Cici Daryati Dewi Dian Dina Eka Elis Endang Eni Erna
    Fatimah Fitri Hani Hartini Hesti Ida Indah Ismi Istiqomah Juminah Kartini Khotimah Kusmiati Laila
    Lestari Lilis Lina Maimunah Marni Mega Mira Murni Musrifah Nani Nining Nurul Parti Puji Purwati Rahayu
    Ratna Retno Rini Rina Rokhayah Rosidah Rukmini Saadah Salamah Sari Sinta Siti Sofiah Sri Sulastri
    Sumarni Sumiyati Supriyati Surti Susanti Tarwi Tati Titik Tri Turinah Umi Uswatun Wahyuni Warni Wati
    Wiwik Yanti Yuli Yuniarti Zahra
    """
)
FAMILY = _words(
    """
    Abdullah Adiputra Aminudin Arifin Baskoro Budiman Darsono Effendi Fadilah Firdaus Gunawan Hakim
    Handoko Hartono Hidayat Ibrahim Irawan Iskandar Ismail Jatmiko Kurniawan Kusuma Laksono Mahendra
    Mansur Maulana Mubarok Mulyono Munawar Nugroho Nurdin Pamungkas Permadi Prabowo Prakoso Pranoto
    Prasetyo Pratama Purnomo Rahardjo Ramadhan Riyadi Rosyid Saputra Santoso Sasongko Setiawan Sholeh
    Sudrajat Sugiarto Suhendar Sulaiman Sunarto Supriyadi Susilo Sutrisno Syahputra Syarif Triyono Utomo
    Wardoyo Wibisono Wibowo Wicaksono Widjaja Wijaya Winarno Yulianto Yusri Zakaria Hasanah Handayani
    Kurniasih Maryani Ningsih Novitasari Nuraini Oktaviani Permatasari Pratiwi Puspita Rahmawati Safitri
    Setyowati Suryani Utami Wulandari
    """
)
COMPANY_FIRST = _words(
    """
    Abadi Aneka Anugrah Bahari Barokah Berkah Bintang Bumi Cahaya Cipta Citra Dharma Fajar Graha Harapan
    Indah Jati Karya Kencana Lestari Lintas Makmur Mandiri Mekar Mitra Mulia Nusa Pantura Prima Putra
    Rejeki Rizki Sahabat Sari Sentra Sinar Subur Sumber Surya Tirta Tunas Usaha Utama Wahana Wijaya
    """
)
COMPANY_SECOND = _words(
    """
    Agung Alam Anyar Asri Artha Buana Dinamika Ekspres Gemilang Guna Husada Industri Jasa Jaya Kreasi
    Langgeng Logam Maju Mas Niaga Pangan Perdana Plastindo Pratama Raya Sakti Sandang Sejahtera Semesta
    Sentosa Setia Tama Teknik Tekstil Terang Unggul Wira Zaman
    """
)
COMPANY_FORMS = ("PT", "PT", "PT", "CV", "CV", "UD", "Koperasi")
COMPANY_THIRD = ("", *_words("Abadi Bersama Indonesia Makmur Mandiri Nusantara Persada Sukses Utama"))
SHOE_MAKERS = (
    "PT Alas Kaki Sindoro",
    "PT Sepatu Muria Lestari",
    "PT Langkah Prima Semarang",
    "PT Sol Karet Nusantara",
    "PT Tapak Jaya Pantura",
    "PT Upper Kencana Makmur",
    "PT Jahit Sepatu Kaligarang",
    "PT Serayu Footwear Sintetis",
    "PT Merapi Sandal Utama",
    "PT Kulit Halus Demak",
    "PT Insole Bahari Abadi",
    "PT Rajut Langkah Sumbing",
)
STREETS = (
    "Melati",
    "Mawar",
    "Kenanga",
    "Pahlawan",
    "Diponegoro",
    "Ki Hajar",
    "Garuda",
    "Merpati",
    "Pemuda",
    "Cendana",
)

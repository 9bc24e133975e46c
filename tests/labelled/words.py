"""The words Indonesian names are made of, commonest first, and how names of each people are put together."""

from dataclasses import dataclass
from functools import cache


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _made(begins: str, ends: str) -> tuple[str, ...]:
    """Names made of two parts, the commonest parts first in both."""
    first, second = _words(begins), _words(ends)
    pairs = sorted(((i + 1) * (j + 1), a + b) for i, a in enumerate(first) for j, b in enumerate(second))
    return tuple(dict.fromkeys(name for _, name in pairs))


WORDS: dict[str, tuple[str, ...]] = {
    "java_old_m": _made(
        "SU WA KAR SA MU TU PA NGA RA KA SI JU TA DAR",
        "PARNO TONO GITO YANTO WARNO TRISNO NARTO MARNO KIRMAN DARTO JONO MIN DI TARNO PARMAN KARDI"
        " NOTO RIPTO TIKNO YONO GIMAN RONO PRAPTO SONO TEJO GIYONO",
    ),
    "java_old_f": _made(
        "SU WA SA TU KA RU NGA MU PA SI TAR DAR MAR",
        "TINI MINAH YATI MIYATI LASTRI KINAH PARTI YEM RIYAH LIYAH NARTI WARTI GIYEM KINI JINAH PIYAH"
        " RTINI MI NEM LAMI NI RSINI MARNI",
    ),
    "java_m": _words(
        "AGUS EKO BUDI JOKO DWI TRI ARIF HERI BAMBANG WAHYU IMAM ANDI DIDIK HENDRO YULI RUDI TEGUH"
        " ADI SIGIT DONI BAYU GALIH YUDI SLAMET EDI SETYO HARI UNTUNG PURWO CATUR DENI FERI INDRA AAN"
        " DIMAS BAGUS ANGGA RIZKI FAJAR ILHAM YOGA ALDI RAFI REZA ARYA KRISNA PANJI GUNTUR SATRIO"
        " WISNU"
    ),
    "java_f": _words(
        "SRI SITI ENDANG DWI TRI NUR RETNO DEWI RINI YULI WAHYU ENI INDAH PUJI DIAH LILIS ANIK NINIK"
        " TITIK RINA NOVI AYU PUTRI ANITA FITRI LESTARI IKA DIAN RATNA WIWIK TUTIK ARUM MEGA TIARA"
        " ANISA NADIA INTAN BELLA ERNA SUCI MAYA VERA DESI EVI WULAN KARTIKA AMALIA RISKA YUNITA"
    ),
    "java_last_m": _words(
        "SANTOSO PRASETYO NUGROHO WIBOWO SETIAWAN SUSANTO KURNIAWAN HARTONO SAPUTRA PURNOMO SUTRISNO"
        " UTOMO RAHARJO HANDOKO CAHYONO WIDODO PRAMONO PRAYITNO SUSILO WALUYO BASUKI SISWANTO HARYANTO"
        " ISMANTO MULYONO WAHYUDI PAMUNGKAS WICAKSONO KUNCORO ADI PRATAMA PERMANA MAULANA HIDAYAT"
        " RAMADHAN FIRMANSYAH PUTRA BUDIMAN SUPRIYADI HARYONO SUGIARTO MARGONO SUDARSONO KRISTIANTO"
        " RIYANTO HADI SETYAWAN SULISTYO ARDIANSYAH"
    ),
    "java_last_f": _words(
        "WAHYUNI LESTARI RAHAYU HANDAYANI ASTUTI UTAMI SUSANTI NINGSIH WULANDARI PUSPITASARI"
        " SETYOWATI YULIANTI HIDAYATI ROHMAH WIDYASTUTI MULYANI KUSUMAWATI PURWANTI KHASANAH FATIMAH"
        " MARYATI ANGGRAENI SARI DEWI SAFITRI PERMATASARI NURJANAH SETYANINGSIH INDRIYANI ROHAYATI"
        " AISYAH MAHARANI OKTAVIANI MARLINA FEBRIANI WIDIASTUTI SULASTRI HARTATI AMINAH ZULAIKHA"
        " NURHAYATI SUMARNI KARTINI ISTIQOMAH"
    ),
    "islam_m": _words(
        "MUHAMMAD AHMAD ABDUL NUR ALI HASAN YUSUF IBRAHIM UMAR USMAN SYAIFUL ZAINAL ISMAIL MUSTAFA"
        " KHOIRUL SAIFUL FAISAL JAMAL SULAIMAN IRFAN LUKMAN MAHMUD RIDWAN SYAHRUL ASEP AMIR FAUZI"
        " HAMZAH IDRIS ILYAS JAFAR KHALID MANSUR NASRUDDIN RAHMAT SALIM TAUFIK ZULKIFLI ARIFIN AKBAR"
    ),
    "islam_last_m": _words(
        "RAHMAN HIDAYAT ROHIM AZIZ HAKIM FAUZI KARIM MAJID GHOFUR HAMID WAHID SYUKUR HALIM MALIK AMIN"
        " LATIF ROZAK ARIFIN ANWAR MUSTOFA IKHSAN RIDHO RAMADHAN HUDA MUTTAQIN ABIDIN FIRDAUS MUBAROK"
        " SALAM BASRI EFENDI YASIN HAKIKI ASRORI MASRURI BAHRI SYARIF JUNAIDI MUNIR SHOLEH"
    ),
    "islam_f": _words(
        "SITI NUR UMI FATIMAH AISYAH KHADIJAH ZAENAB MARYAM AMINAH NURUL HALIMAH ROHANI LAILA FITRI"
        " ANISAH RAHMA SALMAH ZAHRA HASNAH JAMILAH KHOIRUNNISA LATIFAH MARDIANA NADIRA RUKAYAH SARIFAH"
        " UMMU WARDAH YULIANA ASMAH FARIDA HABIBAH"
    ),
    "islam_last_f": _words(
        "ROHMAH HASANAH JANNAH KHASANAH FADILAH AZIZAH MAGHFIROH HIDAYAH MUNAWAROH SHOLIHAH MARIAM"
        " ROSIDAH FAUZIAH NURAINI HAYATI MUSLIMAH KARIMAH WAHIDAH BADRIAH SALAMAH ZULFA QOMARIYAH"
        " MARDIYAH ROMLAH FITRIANI LATIFAH JUBAIDAH MASITOH CHOIRIYAH SOLEHAH"
    ),
    "sunda_m": _words(
        "ASEP DEDE UJANG CECEP ADE DADANG ENDANG AGUS YANA DEDI AEP IWAN OMAN TATANG JAJANG AJAT"
        " DIDIN NANDANG ENCEP UDIN KOSIM ENGKOS OTONG MAMAN AJI DUDUNG ENJANG YAYAN WAWAN RUSLAN ATANG"
        " DENDI GUGUN HERI RIAN RIZAL"
    ),
    "sunda_f": _words(
        "NENG EUIS AI IMAS LILIS IIS TETI CUCU YANI ENTIN EEN ELIS NINING TITIN ROSTI ATIN ENOK KOKOM"
        " MIMIN NANI OOM RINA TATI WIDA YETI ENUNG DEDEH IDA IYAH NUNUNG RIA SINTA TINI"
    ),
    "sunda_last_m": _words(
        "SAEPUDIN HIDAYAT SUPRIATNA KURNIA SOPIAN MULYANA SURYANA SETIAWAN GUNAWAN RUSMANA SUHERMAN"
        " SOBANDI PERMANA NUGRAHA KOSASIH SUTISNA RUHIYAT SOLIHIN SUKMANA WIGUNA RAHMAT SUPARMAN"
        " HERMAWAN KOMARUDIN JUNAEDI IRAWAN ISKANDAR MAULANA NURJAMAN FIRMANSYAH"
    ),
    "sunda_last_f": _words(
        "NURHAYATI ROHAYATI SUMIATI KARTIKA MARLINA NURAENI SUKAESIH KOMALASARI ROSMIATI MARYATI"
        " HERAWATI NURJANAH JUARIAH SOPIAH ROKAYAH LISTIANI MULYATI WINARTI SUHARTINI PATIMAH"
        " ANGGRAENI SAADAH MULYANI KURNIASIH"
    ),
    "batak_m": _words(
        "JHON PARLINDUNGAN HOTMAN TOGAR BONAR SAHAT MANGASI POLTAK RICARDO DANIEL SAMUEL ROBERT"
        " ANTONIUS RUDOLF JONNI HENDRA MARULI SABAR TUMPAL RAMLI BINSAR EDWARD MARTIN FRANS DAVID ROY"
        " JEFRI ANDREAS"
    ),
    "batak_f": _words(
        "ROSMAIDA TIURMA LASMA MARIA DELIMA RISMA NURMALA HOTMAIDA ROULI ERNAWATI MELISA LINCE RUTH"
        " ROTUA SONTA JULIANA TIODOR MASTA DAMERIA MERI ESTER SARMA ROSLINA VERONIKA YOHANA NATALIA"
    ),
    "marga": _words(
        "SIREGAR SIMANJUNTAK NASUTION HARAHAP LUBIS SITUMORANG SINAGA HUTAGALUNG PANJAITAN SIHOMBING"
        " SILALAHI NAINGGOLAN SIAHAAN MANURUNG PURBA GINTING SEMBIRING TARIGAN SITORUS TAMBUNAN"
        " HASIBUAN POHAN SARAGIH DAMANIK GULTOM SIMBOLON SIBARANI PARDEDE PASARIBU HUTABARAT MARPAUNG"
        " NAPITUPULU SIMARMATA TAMPUBOLON RITONGA DAULAY"
    ),
    "bali_birth": _words("WAYAN MADE NYOMAN KETUT PUTU KADEK KOMANG GEDE"),
    "bali_m": _words(
        "SUDANA ARTAWAN SUARDANA WIRAWAN SUPARTA MERTA SUKARJA WIDIANA SUASTIKA ARDANA SUBAGIA YASA"
        " SUTAMA DARMAWAN ADNYANA SUDIARTA MAHENDRA PUTRA SANJAYA BUDIARTA SUECA ASTAWA ARIANA RAI"
        " PRADNYANA PARWATA WIDNYANA"
    ),
    "bali_f": _words(
        "SUARTINI ARIANI SUKERTI WIDIASIH RATNADI SUDIASIH MURNIASIH ASTITI PURNAMI SUWARTINI DEWI"
        " LESTARI RAI YANTI SUCI KARTINI SARI SUTARMI WARTINI RUSMINI ARTINI MULIANI PUSPAWATI"
        " CANDRADEWI ASRINI"
    ),
    "minang_m": _words(
        "ZULKIFLI SYAFRIZAL YULIUS HENDRI AFRIZAL JONI DONI ERIZAL RISKI NOFRIZAL ARMEN SYAMSUL"
        " BAKHTIAR DESRIZAL FEBRI RIKO ROMI WENDRI YANDRI ZAINUDDIN SYAHRIAL MASRIZAL NASRUL JASMAN"
        " INDRA ALFI RINALDI"
    ),
    "minang_f": _words(
        "YULIARNI ERMAWATI ROSNIDA DESMAWATI NELFIZA SYAFRIDA YUSNIDAR ASNIMAR LENI FITRIA MARDIATI"
        " NURBAITI RAHMI SUSI ROZA WELNI YENI ELVIRA GUSTINA MURNI DARMAWATI IRMA JUSMANIAR NOVIARNI"
    ),
    "minang_last": _words(
        "PUTRA CHANIAGO TANJUNG KOTO PILIANG SIKUMBANG GUCI JAMBAK MALAY PUTRI SARI YANTI EKA RAHMAN"
        " SAPUTRA MULYADI EFENDI WATI NOVITA"
    ),
    "bugis_m": _words(
        "ANDI BASO MUH AMBO LA DAENG SYAMSUDDIN MAPPA AMIRUDDIN ABDULLAH JUMARDI SUDIRMAN HASANUDDIN"
        " RUSLI ILHAM BAHARUDDIN KAHARUDDIN NURDIN SAHARUDDIN MUSTARI HERMAN ARIS JAMALUDDIN TAKDIR"
        " ASWAR"
    ),
    "bugis_f": _words(
        "ANDI HASNAH NURHAYATI BESSE I SITTI HALIJAH ROSMINI HARIANI DARMAWATI SURIANI RAMLAH ASNI"
        " HAMSINAH NURLINA SALMIAH HJ JUMRIAH MARWAH FITRIANI KASMAWATI NURJANNAH DAHLIA MARDIANA"
    ),
    "bugis_last": _words(
        "TAHIR RAHMAN BASO MANGKONA PAWE NUR SALEH DG LALLO RANI TAYANG SITABA NGALLE KAMARUDDIN"
        " HALIM MAKMUR ARSYAD AKBAR WAHYUNI AMALIA MAPPASESSU PATTOLA SYARIF USMAN TALLI HAMID"
    ),
    "east_m": _words(
        "YOHANES MARTINUS YOSEP PETRUS PAULUS STEFANUS ANTONIUS MARKUS DOMINIKUS FRANSISKUS AGUSTINUS"
        " YAKOBUS SIMON DANIEL KORNELIS ALEXANDER MATIUS THOMAS ROBERTUS YULIUS FELIX NIKOLAUS ELIAS"
        " SAMUEL DAVID WILHELMUS"
    ),
    "east_f": _words(
        "MARIA YULIANA THERESIA MARGARETHA AGNES ELISABETH KATARINA MAGDALENA YOHANA ROSALIA DOROTHEA"
        " ANASTASIA VERONIKA YUSTINA KRISTINA DEBORA SARLOTA MARTHA NAOMI ESTER HELENA MERRY NOVITA"
        " REGINA ANGELINA"
    ),
    "east_last": _words(
        "LUMBAN SERAN BRIA KLAU MANEK NAHAK TAEK BERE LAKA DJAMI LAY RIWU WENDA KOGOYA TABUNI WANIMBO"
        " RUMBIAK MANDACAN WAROMI RUMADAS KAMBU LATUHERU PATTIASINA TUHUMURY WATTIMENA SAHETAPY"
        " MANUPUTTY WOWOR RUMENGAN LASUT MANTIRI SUMUAL TUMBELAKA NAU TAFUI BOLING LEO FAHIK ATOK"
        " TANESIB HALE MAU"
    ),
    "china_m": _words(
        "HENDRA SUSANTO KEVIN BUDIMAN RUDY TONY ERIC JOHAN STEVEN WILLIAM HARTONO ALBERT EDDY JIMMY"
        " RICKY ANDREW FERRY VINCENT DAVID SUGIANTO ACONG HERMAN YOHAN"
    ),
    "china_f": _words(
        "LINDA SUSAN MELIANA VIVIAN LILY JESSICA MEI JULIANA STEFANI SELVI ERNI CINDY FANNY AMOY"
        " GRACE MELISA NOVIANA LANNY SHERLY HELEN VERONICA YENNY"
    ),
    "china_last": _words(
        "WIJAYA HALIM TANUWIJAYA GUNAWAN SALIM LIM TAN HARTANTO SETIAWAN CHANDRA KURNIAWAN LIEM OEI"
        " SANTOSO SUTANTO THE SUSILO NG GO WINATA LESMANA KUSUMA TJAHJADI ONGKO WIDJAJA"
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """How a name is put together: words as they are, tables in braces; and how often."""

    share: float
    man: tuple[str, ...]
    woman: tuple[str, ...]


def _pattern(share: float, man: str, woman: str) -> Pattern:
    return Pattern(share=share, man=tuple(man.split()), woman=tuple(woman.split()))


PATTERNS: dict[str, tuple[Pattern, ...]] = {
    "java_old": (
        _pattern(0.62, "{java_old_m}", "{java_old_f}"),
        _pattern(0.16, "{java_m} {java_old_m}", "{java_f} {java_old_f}"),
        _pattern(0.14, "{java_m} {java_last_m}", "{java_f} {java_last_f}"),
        _pattern(0.08, "{islam_m} {islam_last_m}", "{islam_f} {islam_last_f}"),
    ),
    "java": (
        _pattern(0.12, "{java_old_m}", "{java_old_f}"),
        _pattern(0.42, "{java_m} {java_last_m}", "{java_f} {java_last_f}"),
        _pattern(0.18, "{java_m} {java_m} {java_last_m}", "{java_f} {java_f} {java_last_f}"),
        _pattern(0.20, "{islam_m} {islam_last_m}", "{islam_f} {islam_last_f}"),
        _pattern(0.08, "MUHAMMAD {java_m} {islam_last_m}", "SITI {java_f} {islam_last_f}"),
    ),
    "sunda": (
        _pattern(0.24, "{sunda_m}", "{sunda_f}"),
        _pattern(0.46, "{sunda_m} {sunda_last_m}", "{sunda_f} {sunda_last_f}"),
        _pattern(0.20, "{islam_m} {sunda_last_m}", "{islam_f} {sunda_last_f}"),
        _pattern(0.10, "{java_m} {sunda_last_m}", "{java_f} {sunda_last_f}"),
    ),
    "batak": (
        _pattern(0.75, "{batak_m} {marga}", "{batak_f} {marga}"),
        _pattern(0.25, "{islam_m} {batak_m} {marga}", "{islam_f} {batak_f} {marga}"),
    ),
    "bali": (
        _pattern(0.70, "I {bali_birth} {bali_m}", "NI {bali_birth} {bali_f}"),
        _pattern(0.20, "I {bali_birth} {bali_m} {bali_m}", "NI {bali_birth} {bali_f} {bali_f}"),
        _pattern(0.10, "I GUSTI {bali_birth} {bali_m}", "I GUSTI AYU {bali_birth} {bali_f}"),
    ),
    "minang": (
        _pattern(0.45, "{minang_m}", "{minang_f}"),
        _pattern(0.35, "{minang_m} {minang_last}", "{minang_f} {minang_last}"),
        _pattern(0.20, "{islam_m} {minang_m}", "{islam_f} {minang_f}"),
    ),
    "malay": (
        _pattern(0.10, "{islam_last_m}", "{islam_last_f}"),
        _pattern(0.70, "{islam_m} {islam_last_m}", "{islam_f} {islam_last_f}"),
        _pattern(0.20, "{islam_m} {islam_m} {islam_last_m}", "{islam_f} {islam_f} {islam_last_f}"),
    ),
    "bugis": (
        _pattern(0.30, "{bugis_m}", "{bugis_f}"),
        _pattern(0.50, "{bugis_m} {bugis_last}", "{bugis_f} {bugis_last}"),
        _pattern(0.20, "MUH {islam_m} {bugis_last}", "SITTI {islam_f} {bugis_last}"),
    ),
    "east": (
        _pattern(0.70, "{east_m} {east_last}", "{east_f} {east_last}"),
        _pattern(0.30, "{east_m} {east_m} {east_last}", "{east_f} {east_f} {east_last}"),
    ),
    "china": (
        _pattern(0.30, "{china_m}", "{china_f}"),
        _pattern(0.70, "{china_m} {china_last}", "{china_f} {china_last}"),
    ),
}  # fmt: skip

# province: (people, share); where a province is not named, Malay names
PEOPLES: dict[str, tuple[tuple[str, float], ...]] = {
    "12": (("batak", 0.60), ("malay", 0.25), ("java", 0.10), ("china", 0.05)),
    "13": (("minang", 0.92), ("malay", 0.08)),
    "18": (("java", 0.70), ("malay", 0.30)),
    "31": (("malay", 0.30), ("java", 0.35), ("sunda", 0.17), ("batak", 0.06), ("china", 0.12)),
    "32": (("sunda", 0.75), ("java", 0.17), ("malay", 0.08)),
    "33": (("java", 0.98), ("china", 0.02)),
    "34": (("java", 0.98), ("china", 0.02)),
    "35": (("java", 0.95), ("malay", 0.03), ("china", 0.02)),
    "36": (("sunda", 0.60), ("malay", 0.30), ("china", 0.10)),
    "51": (("bali", 0.88), ("java", 0.10), ("china", 0.02)),
    "53": (("east", 0.95), ("malay", 0.05)),
    "61": (("malay", 0.78), ("china", 0.22)),
    "71": (("east", 0.90), ("bugis", 0.05), ("china", 0.05)),
    "73": (("bugis", 0.92), ("malay", 0.06), ("china", 0.02)),
    "81": (("east", 0.60), ("malay", 0.40)),
    "91": (("east", 0.75), ("bugis", 0.15), ("java", 0.10)),
}  # fmt: skip


@cache
def peoples(province: str) -> tuple[tuple[str, float], ...]:
    """Return the peoples of a province with their shares."""
    return PEOPLES.get(province, (("malay", 0.85), ("java", 0.13), ("china", 0.02)))

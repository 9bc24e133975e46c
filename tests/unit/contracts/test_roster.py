"""Each roster kind on one file as its partners send it, and contracts that say what they may not."""

import re
from dataclasses import fields
from typing import Any

import documents
import pytest
from cakupan.contracts import roster
from cakupan.errors import ContractError
from cakupan.settings import PROJECT_ROOT
from case_tables import each_case
from judging import judge_sheet

NIK, OTHER = "3328991208870001", "3328995208870002"

LISTS: dict[str, tuple[list[list[Any]], dict[str, Any]]] = {
    "pemda_rentan": (
        [["NO", "NAMA", "NO. KTP", "PEKERJAAN"], [1, "SUPARNO", NIK, "Juru parkir"]],
        {"nik": NIK, "category_code": "TRANSPORTASI", "funding_code": "APBD_KAB"},
    ),
    "pemda_non_asn": (
        [["No", "Nama Pegawai", "NIK", "OPD", "Jabatan"], [1, "SUPARNO", NIK, "Dinas Pendidikan",
         "Guru Honorer"]],
        {"unit_kerja": "Dinas Pendidikan", "category_code": "GURU_TIDAK_TETAP"},
    ),
    "desa_perangkat": (
        [["Kecamatan : Slawi"], ["No", "Nama Perangkat Desa", "NIK", "Jabatan", "Desa"],
         [1, "SUPARNO", NIK, "Sekretaris Desa", "Kalisapu"]],
        {"area_code": "33.28.10.2001", "category_code": "PERANGKAT_DESA"},
    ),
    "desa_ekosistem": (
        [["No", "Nama Kader", "NIK", "Unsur"], [1, "SITI", OTHER, "Kader Posyandu"]],
        {"jenis_kelamin": "P", "category_code": "KADER"},
    ),
    "perusahaan": (
        [["NO_PEGAWAI", "NAMA_LENGKAP", "NOMOR_IDENTITAS", "TANGGAL_LAHIR", "JENIS_KELAMIN",
         "TANGGAL_AWAL_BEKERJA"],
         ["0017", "SUPARNO", NIK, "12-08-1987", "L", "01-02-2020"]],
        {"nik": NIK, "nip": "0017", "tanggal_lahir": "1987-08-12", "tanggal_mulai_kerja": "2020-02-01"},
    ),
    "csr": (
        [["No", "Nama Penerima", "NIK", "Pekerjaan", "Sponsor"], [1, "SUPARNO", NIK, "Pemulung",
         "Bank Daerah"]],
        {"sponsor": "Bank Daerah", "category_code": "BURUH"},
    ),
    "koperasi": (
        [["No", "No Anggota", "Nama Anggota", "NIK", "Tgl Lahir", "Jenis Usaha", "Alamat", "Simpanan Pokok"],
         [1, "A-0017", "SUPARNO", NIK, "12/08/1987", "Pedagang sayur", "Jl. Mawar 1", "100.000"]],
        {"nik": NIK, "nip": "A0017", "tanggal_lahir": "1987-08-12", "category_code": "PEDAGANG"},
    ),
    "magang": (
        [["No", "Nama Siswa", "NIK", "Asal Sekolah", "Tempat PKL", "Tgl Mulai Magang", "Tgl Selesai Magang"],
         [1, "SITI", OTHER, "SMK 1", "PT Maju", "1 Oktober 2024", "31 Desember 2024"]],
        {"asal_lembaga": "SMK 1", "tempat_magang": "PT Maju", "akhir_magang": "2024-12-31",
         "category_code": "MAGANG"},
    ),
    "asosiasi": (
        [["No", "Nama Anggota", "NPP", "Jumlah Tenaga Kerja", "TK Terdaftar", "Komitmen 20%", "PIC"],
         [1, "PT. Maju Tbk", "1507 0955", "1.200", "300", "240", "Ibu A"]],
        {"npp": "15070955", "pekerja_aktif": 1200, "pekerja_terdaftar": 300, "target_peserta": 240},
    ),
    "jakon": (
        [["No", "Nama Paket", "Nilai Kontrak (Rp)", "Jumlah TK", "Mulai", "Selesai"],
         [1, "Jembatan", "1.500.000.000", 25, "01/08/2024", "31/12/2024"]],
        {"nilai_kontrak": 1_500_000_000, "jumlah_pekerja_proyek": 25, "selesai_proyek": "2024-12-31"},
    ),
}  # fmt: skip


@each_case("kind", roster.kinds())
def test_a_list_of_each_kind_is_taken_as_its_partners_send_it(kind: str) -> None:
    rows, expected = LISTS[kind]

    judged = judge_sheet(rows, kind=kind)

    assert (judged.refusal, judged.verdicts, judged.codes) == (None, ["accepted"], [])
    assert {name: judged.values(name)[0] for name in expected} == expected


@each_case("kind", roster.kinds())
def test_no_contract_keeps_what_is_nobodys_business(kind: str) -> None:
    contract = roster.contract(kind)

    private = {
        "agama",
        "golongan_darah",
        "no_rekening",
        "nama_bank",
        "no_kk",
        "no_hp",
        "alamat",
    }
    assert not private & set(contract.keeps)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "csr"}, "says it is"),
        ({"keeps": ["nik", "nama", "warna"]}, "unknown fields: warna"),
        ({"required": ["nik", "nama", "kpj", "upah"]}, "does not list: upah"),
        ({"judges": ["nik", "jabatan", "kelompok"]}, "both keeps and only judges"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_contract_that_says_what_it_may_not_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], message: str
) -> None:
    raw = documents.read((roster.FOLDER / "rosters" / "pemda_rentan.yaml").read_text(encoding="utf-8"))
    fields = roster.aliases()
    monkeypatch.setattr(roster, "aliases", lambda: fields)
    monkeypatch.setattr(roster, "_read", lambda _: {**raw, **change})

    with pytest.raises(ContractError, match=message):
        roster.contract.__wrapped__("pemda_rentan")


def test_the_page_on_adding_a_kind_explains_every_key_of_a_contract() -> None:
    page = (PROJECT_ROOT / "docs" / "how-to" / "add-a-roster-kind.md").read_text(encoding="utf-8")
    table = page.split("All keys:")[1].split("## 2.")[0]
    explained = {
        key
        for line in table.splitlines()
        if line.startswith("| `")
        for key in re.findall(r"`(\w+)`", line.split("|")[1])
    }

    used = {
        key
        for kind in roster.kinds()
        for key in documents.read((roster.FOLDER / "rosters" / f"{kind}.yaml").read_text(encoding="utf-8"))
    }
    assert used <= explained
    assert explained - {"identifies", "category"} <= {field.name for field in fields(roster.RosterContract)}


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(ContractError, match=r"'petani'.*pemda_rentan"):
        roster.contract("petani")

"""From people to the rows of a list: village and kecamatan by name, family card, address, job."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from cakupan.demo import names, places
from cakupan.demo.randomness import pick, stream

JOBS = {
    "PETANI": ("Petani", "Buruh Tani", "Pekebun", "Buruh tani", "PETANI"),
    "NELAYAN": ("Nelayan", "Buruh Nelayan", "NELAYAN", "Pembudidaya"),
    "KONSTRUKSI": ("Tukang Bangunan", "Tukang batu", "Buruh Bangunan", "Tukang Kayu"),
    "TRANSPORTASI": ("Ojek", "Sopir", "Tukang Becak", "Ojol", "Kurir"),
    "GURU_TIDAK_TETAP": ("Guru Honorer", "Guru PAUD", "Guru Tidak Tetap", "GTT"),
    "SENI": ("Seniman", "Dalang", "Penari", "Perajin"),
    "PARIWISATA": ("Pemandu Wisata", "Pedagang Asongan", "Juru Parkir Wisata"),
    "PEDAGANG": ("Pedagang", "Pedagang Kaki Lima", "Warung"),
    "BURUH": ("Buruh Harian Lepas", "Buruh Gendong", "Buruh Pelabuhan"),
    "PEKERJA_SOSIAL": ("Pekerja Sosial", "Relawan", "Linmas"),
    "PERANGKAT_DESA": (
        "Kepala Desa",
        "Sekretaris Desa",
        "Kaur Keuangan",
        "Kasi Pemerintahan",
        "Kepala Dusun",
    ),
    "BPD": ("Ketua BPD", "Anggota BPD"),
    "RT_RW": ("Ketua RT", "Ketua RW"),
    "KADER": ("Kader Posyandu", "Kader PKK", "Guru Ngaji", "Marbot"),
    "MAGANG": ("Peserta Magang",),
    "LAINNYA": ("Wiraswasta", "Tukang Jahit", "Penggali Kubur", "Pemulung"),
}


def of(people: pd.DataFrame, purpose: str, categories: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Return roster rows for these people, in the order of their villages; `categories` is their work."""
    generator = stream(f"rows/{purpose}")
    count = len(people)
    village = places.by_code().loc[people["area_code"]].reset_index(drop=True)
    frame = people.reset_index(drop=True)
    job = np.empty(count, dtype=object)
    for category in sorted(set(categories)):
        which = categories == category
        job[which] = pick(generator, JOBS[category], int(which.sum()))
    regency = village["regency_name"].str.replace("Kabupaten ", "").str.replace("Kota ", "")
    day = pd.DatetimeIndex(generator.choice(pd.date_range("2008-01-02", "2022-12-30"), count))
    card = (
        frame["nik"].str.slice(0, 6)
        + day.strftime("%d%m%y")
        + [f"{number:04d}" for number in generator.integers(1, 9999, count)]
    )
    rt, rw = generator.integers(1, 12, count), generator.integers(1, 7, count)
    rows = frame.assign(
        desa=village["area_name"],
        kecamatan=village["district_name"],
        kabupaten=village["regency_name"],
        tempat_lahir=regency,
        no_kk=card,
        alamat=[f"Jl. {street}" for street in pick(generator, names.STREETS, count)],
        rt=[f"{number:03d}" for number in rt],
        rw=[f"{number:03d}" for number in rw],
        rt_rw=[f"{first:03d}/{second:03d}" for first, second in zip(rt, rw, strict=True)],
        pekerjaan=job,
        jabatan=job,
        kelompok=[f"Kelompok {name}" for name in pick(generator, names.COMPANY_FIRST, count)],
        unit_kerja=[f"SD Negeri {number:02d}" for number in generator.integers(1, 40, count)],
        sponsor="Bank Demo",
        sumber_dana=None,
        category_code=categories,
        no_hp=[f"0812990{number:05d}" for number in generator.integers(0, 99999, count)],
    )
    return rows.sort_values(["area_code", "nik"], kind="stable").reset_index(drop=True)

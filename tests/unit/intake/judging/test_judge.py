"""Many files as one frame."""

from datetime import date
from typing import Any

import pandas as pd
from builders import Rows, nik, sheet
from cakupan.intake.judging import judge
from cakupan.intake.judging.slices import Judged
from case_tables import each_case
from judging import LIMITS, judge_file, judge_sheet, received

BORN = date(1987, 8, 12)
HEADER = ["NIK", "Nama", "JK", "Tgl Lahir", "Desa"]
FILES: list[Rows] = [
    [
        HEADER,
        [nik(BORN, 1), "SUPARNO", "P", "12-08-1987", "Kalisapu"],
        [nik(BORN, 2), "ANI", "W", "13/08/1987", None],
    ],
    [
        HEADER,
        [nik(BORN, 1), "SURATMI", "P", "08/12/1987", None],
        [nik(BORN, 3), "BUDI", "L", "08/13/1987", None],
    ],
    [HEADER, *[[3328991208870000 + 10 * i, f"ORANG {i}", "L", None, None] for i in range(1, 7)]],
    [HEADER, *[[3328991208870001 + i, f"ORANG {i}", "L", None, None] for i in range(9)]],
    [HEADER, [3328991208870010, "SENDIRI", "L", None, "Dukuh Salam"]],
    [HEADER, [nik(BORN, 1), "SUPARNO", "P", None, None], [nik(BORN, 1), "SUPARNO", "P", None, None]],
    [["Nama", "Alamat"], ["TANPA NIK", "Slawi"]],
    [HEADER, ["NIHIL"]],
]
STORED = [
    "row_number",
    "verdict",
    "nik",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "area_code",
    "funding_code",
]


def shown(rows: pd.DataFrame) -> list[list[str]]:
    """Return what of judged rows is stored, as text."""
    texts: list[list[str]] = rows[STORED].astype("object").astype("str").to_numpy().tolist()
    return texts


def test_judged_together_is_judged_one_by_one() -> None:
    files = [received(sheet(rows), number=number) for number, rows in enumerate(FILES)]

    together = judge.judge(files, LIMITS)
    alone = [judge.judge([file], LIMITS) for file in files]

    for number, single in enumerate(alone):
        assert together.judgements[number].outcome == single.judgements[0].outcome
        assert together.judgements[number].sheet_counts == single.judgements[0].sheet_counts
        findings = together.findings[together.findings["submission_no"] == number]
        assert findings.to_dict("records") == single.findings.to_dict("records")
        if single.rows:
            batch = together.rows["pemda_rentan"]
            assert shown(batch[batch["submission_no"] == number]) == shown(single.rows["pemda_rentan"])
    outcomes = [each.outcome for each in together.judgements]
    assert outcomes == ["accepted_with_findings"] * 6 + ["refused", "accepted"]


def test_files_of_several_kinds_are_judged_in_one_batch_in_the_order_given() -> None:
    companies = sheet([["Nama Perusahaan", "NPP", "Jumlah TK"], ["PT Maju", "15070955", "1.200"]])
    projects = sheet(
        [
            ["Nama Paket", "Nilai Kontrak", "Jumlah Tenaga Kerja", "Tgl Mulai", "Tgl Selesai", "Penyedia"],
            ["Jembatan Kali Gung", "Rp 1.234.567.000,-", 25, "1 Agustus 2024", "31-12-2024", "CV Jaya"],
        ]
    )
    files = [
        received(projects, "jakon", 5),
        received(sheet(FILES[0]), number=6),
        received(companies, "asosiasi", 7),
    ]

    batch = judge.judge(files, LIMITS)

    assert [(each.submission_no, each.contract.kind) for each in batch.judgements] == [
        (5, "jakon"),
        (6, "pemda_rentan"),
        (7, "asosiasi"),
    ]
    project = batch.rows["jakon"].iloc[0]
    assert (project["nilai_kontrak"], project["jumlah_pekerja_proyek"]) == (1_234_567_000, 25)
    assert (project["mulai_proyek"], project["selesai_proyek"]) == (
        pd.Timestamp("2024-08-01"),
        pd.Timestamp("2024-12-31"),
    )
    company = batch.rows["asosiasi"].iloc[0]
    assert (company["npp"], company["pekerja_aktif"], company["verdict"]) == ("15070955", 1200, "accepted")


@each_case("rows_at_once", [1, 3, 8, 1000])
def test_files_are_read_and_judged_as_many_at_once_as_fit_with_the_same_result(rows_at_once: int) -> None:
    files = [received(sheet(rows), number=number) for number, rows in enumerate(FILES)]
    whole = judge.judge(files, LIMITS)
    portions: list[Judged] = []
    announced: list[int | None] = []

    batch = judge.judge_into(files, portions.append, LIMITS, announced.append, rows_at_once=rows_at_once)

    assert all(judged.frame.size <= rows_at_once for judged in portions)
    assert [each for each in announced if each is not None] == list(range(len(FILES)))
    assert announced.count(None) == {1: 7, 3: 5, 8: 4, 1000: 1}[rows_at_once]
    assert [(each.counts, each.outcome) for each in batch.judgements] == [
        (each.counts, each.outcome) for each in whole.judgements
    ]
    assert batch.findings.to_dict("records") == whole.findings.to_dict("records")
    parts = judge.Batch(judgements=batch.judgements, judged=tuple(portions), finding_rows=batch.finding_rows)
    assert shown(parts.rows["pemda_rentan"]) == shown(whole.rows["pemda_rentan"])


@each_case(
    "rows",
    [
        [["NIK", "Nama", "Alamat"], ["3328991208870001", "SUPARNO", "Ds. Kalisapu, Kec. Slawi"]],
        [["DAFTAR", None], ["No", "NIK", "Nama"], [1, "3328991208870001", " A  B "], [None, "12345", "C;D"]],
        [["NIK;Nama;L/P"], ["3328991208870001;SUPARNO;L"], ["3328991208870002;SUTRISNO;L"]],
        [["NIK", "Nama"], [332899120887000, "É - 'x'"], [0, "N/A"], [-1, "1E5"]],
        [["Warna"], ["biru"]],
    ],
)
def test_a_sheet_that_a_test_states_is_judged_as_its_workbook(rows: list[list[Any]]) -> None:
    stated, sent = judge_sheet(rows), judge_file(sheet(rows))

    pd.testing.assert_frame_equal(stated.rows, sent.rows)
    pd.testing.assert_frame_equal(stated.findings, sent.findings)
    assert (stated.refusal, stated.verdicts) == (sent.refusal, sent.verdicts)
    assert stated.judgement.reading.sheets == sent.judgement.reading.sheets

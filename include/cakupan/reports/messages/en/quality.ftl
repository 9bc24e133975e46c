# Quality of partners’ rosters, funds that overlap, the annex of partners, notices of the quality gate.
quality-title = Data quality of partners’ rosters
quality-sheet = Data quality
quality-rest = the list submissions.parquet of this edition
quality-introduction = Each row received in rosters for { $month } gets one verdict: accepted, excluded because it breaks a rule, or duplicate. The three add up to the rows received. Each partner gets a receipt back with the rows and columns to correct. A roster counts as due once its due day has passed, or as soon as its file has come and was not refused. The rosters in force on { $day } also include earlier rosters of partners who have not sent a new one, so their numbers of rows differ.
quality-punctuality = Punctuality of the rosters for { $month }, by the data recorded up to { $recorded }
quality-answers = Time from receipt to verdict, files for { $month }
quality-rows = Rows by verdict, rosters for { $month }
quality-causes = Why rows are excluded from the rosters for { $month }
quality-rosters = Coverage of partners’ rosters in force on { $day } by kind
quality-stopped = Files that were refused or are held, by the data recorded up to { $recorded }
quality-whole = All kinds
quality-column-kind = Kind of roster
quality-column-rosters-due = Rosters due or already here
quality-column-rosters-received = Rosters received
quality-column-rosters-on-time = Rosters on time
quality-column-days-late = Days late, rosters that have come
quality-column-files-answered = Files judged
quality-column-answer-days = Days to the verdicts
quality-column-answer-days-mean = Mean (days)
quality-column-rows-received = Rows received
quality-column-rows-accepted = Rows accepted
quality-column-rows-quarantined = Rows excluded from the rosters for { $month }
quality-column-rows-duplicate = Duplicate rows
quality-column-rows-valid = Valid rows (%)
quality-column-partner = Partner
quality-column-period = Period
quality-column-received = Received
quality-column-outcome = Outcome
quality-column-why = Reason
quality-partner-unknown = unknown partner
quality-waiting = awaiting confirmation

outcome-refused = refused
outcome-held = held
outcome-accepted = accepted
outcome-accepted_with_findings = accepted with findings

refusal-BERKAS_RUSAK = damaged file
refusal-BERKAS_KOSONG = empty file
refusal-BERKAS_TERKUNCI = file locked by a password
refusal-BUKAN_LEMBAR_KERJA = not a spreadsheet
refusal-BENTUK_TERLALU_TUA = form of Excel too old
refusal-BERKAS_TERLALU_BESAR = file too large
refusal-TANPA_JUDUL_KOLOM = headings of columns not found
refusal-KOLOM_WAJIB_TIDAK_ADA = a required column is missing
refusal-TABEL_BERDAMPINGAN = two rosters side by side
refusal-TANPA_DATA = no rows of data
refusal-JENIS_TIDAK_JELAS = kind of roster unclear
refusal-PERIODE_TIDAK_WAJAR = implausible period
refusal-MITRA_TIDAK_DIKENAL = unknown partner

overlaps-people = People on rosters in force of two or more sources of funds on { $day }: { $people }; contributions for { $month } that may be paid twice: { $rupiah }. Each person counts once in coverage; the partners need to compare their payments.
overlaps-pairs = People on rosters of more than one source of funds on { $day }
overlaps-lines = A row for each person whose contribution for { $month } may be paid twice
overlaps-column-people = People under two sources of funds
overlaps-column-rupiah = May be paid twice
overlaps-column-number = Number of person
overlaps-person = person { $number }
overlaps-no-rate = rate not known
overlaps-number-note = The number of a person is one of the data warehouse; it is not the NIK and tells nothing about the person.
overlaps-more = { $people ->
    [one] { $people } more person is
   *[other] { $people } more people are
} in the list funding_overlaps.parquet of this edition.

partners-title = Annex: rosters by partner
partners-sheet = Annex partners
partners-table = Coverage of each partner’s rosters in force on { $day }
partners-introduction = Coverage of rosters is the people on a partner’s rosters who are active on { $day } over all people on those rosters (the denominator). It is not coverage of the population: a short roster may be covered in full.

notice-counted = { $notice } ({ $failing } of { $rows } checked)
notice-reference-rows-lost = Rows of reference lists do not count because they name an area, agreement, indicator or basis that is not known, or a level of area or a segment that no figure uses
notice-above-100 = Coverage above 100 percent because the denominator is too small or too old
notice-no-denominator = A percentage cannot be calculated yet: the data on the workforce are not complete
notice-no-result = A derived figure is not calculated because a denominator in its expression is zero
notice-changed = A number fell by more than half or doubled against the month before
notice-stale-rulings = Rulings of staff on who a person on a roster is no longer hold, because the register has changed; staff see them with “cakupan review stale”

-- Of the rows that NIK and name confirm, what remains once NIK and KPJ are hidden; all other rows go.
delete from row_to_match
where not exists (
        select from confirmed
        where
            confirmed.submission_no = row_to_match.submission_no
            and confirmed.judgement_no = row_to_match.judgement_no
            and confirmed.sheet_no = row_to_match.sheet_no
            and confirmed.row_number = row_to_match.row_number
    )

-- A bounded number of rows, spread over the lists.
delete from row_to_match
where ctid not in (
        select row_to_match.ctid
        from row_to_match
        order by hashtextextended(row_to_match.submission_no || ' ' || row_to_match.row_number, 1)
        limit %(most)s
    )

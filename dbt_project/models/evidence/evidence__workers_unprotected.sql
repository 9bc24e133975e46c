{{ compliance_evidence(
    'workers_unprotected',
    numerator='missing_workers',
    classes=['PWBD', 'PDS_TK']
) }}

{{ compliance_evidence(
    'employers_in_breach',
    numerator=one_if('is_in_breach'),
    classes=compliance_flags()
) }}

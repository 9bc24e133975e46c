{{ vulnerable_ending_evidence('vulnerable_renewal_rupiah', 90, 'renewal_rupiah') }}

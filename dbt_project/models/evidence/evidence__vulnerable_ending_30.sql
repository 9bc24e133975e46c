{{ vulnerable_ending_evidence('vulnerable_ending_30', 30) }}

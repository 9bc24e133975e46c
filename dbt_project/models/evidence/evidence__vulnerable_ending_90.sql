{{ vulnerable_ending_evidence('vulnerable_ending_90', 90) }}

{{ vulnerable_ending_evidence('vulnerable_ending_60', 60) }}

{{ ending_evidence('members_ending_30', 30) }}

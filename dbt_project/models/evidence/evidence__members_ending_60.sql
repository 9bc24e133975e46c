{{ ending_evidence('members_ending_60', 60) }}

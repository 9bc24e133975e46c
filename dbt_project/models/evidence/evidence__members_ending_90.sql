{{ ending_evidence('members_ending_90', 90) }}

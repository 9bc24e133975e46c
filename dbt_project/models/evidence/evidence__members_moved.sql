{{ flow_evidence('members_moved', {'arrived': '', 'departed': '-'}) }}

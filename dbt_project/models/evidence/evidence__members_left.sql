{{ flow_evidence('members_left', {'left': ''}) }}

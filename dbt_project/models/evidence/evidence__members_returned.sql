{{ flow_evidence('members_returned', {'returned': ''}) }}

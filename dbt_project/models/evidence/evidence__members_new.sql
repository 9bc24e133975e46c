{{ flow_evidence('members_new', {'new': ''}) }}

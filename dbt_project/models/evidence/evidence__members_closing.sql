{{ flow_evidence('members_closing', {'stayed': '', 'new': '', 'returned': '', 'arrived': ''}) }}

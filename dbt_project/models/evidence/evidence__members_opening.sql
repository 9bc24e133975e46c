{{ flow_evidence('members_opening', {'stayed': '', 'departed': '', 'left': ''}) }}

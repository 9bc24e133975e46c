{{ target_evidence('target_members', ['total', 'segment']) }}

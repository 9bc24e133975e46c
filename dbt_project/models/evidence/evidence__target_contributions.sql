{{ target_evidence('target_contributions', ['total', 'programme']) }}

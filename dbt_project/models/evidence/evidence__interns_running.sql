{{ intern_evidence('interns_running', numerator='1') }}

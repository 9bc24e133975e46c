"""Who may do what in the warehouse: one map (roles.yaml), the grants made of it, logins, and its page."""

"""What leadership is asked to decide: rules as data, and what of them holds in an edition."""

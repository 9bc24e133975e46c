"""What people decide about who is who: recorded with a reason, and applied while what it rests on holds."""

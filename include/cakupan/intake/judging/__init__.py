"""Values become verdicts: portions and slices, what rules look at, groups, counts."""

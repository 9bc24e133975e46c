"""The pages of a report of a part of the country: its head's brief, its people, who pays, its places."""

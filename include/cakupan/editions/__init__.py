"""An edition: one published month, frozen, signed, traceable and never changed."""

"""Gates: whether work may go on."""

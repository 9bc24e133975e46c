"""What a person may ask of us by law: what is held on him, that it be mended, that it be forgotten."""

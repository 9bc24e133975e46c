"""What the register says of persons, made comparable once: a description per row that says something new."""

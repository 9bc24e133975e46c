"""The demo world: made-up people and offices, and the story in which their files arrive."""

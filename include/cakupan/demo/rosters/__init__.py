"""Roster files as partners really send them, with the counts the generator knows them to hold."""

"""What is asked of intake without storing anything: checks of files, lists of submissions."""

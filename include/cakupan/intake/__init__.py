"""Partners' lists on their way from a file in the inbox to judged rows and a receipt."""

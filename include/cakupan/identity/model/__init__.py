"""The model of matching: a frozen file of what levels of likeness weigh and how frequent words are."""

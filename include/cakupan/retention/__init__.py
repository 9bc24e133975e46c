"""How long what tells of people is kept, and what becomes of it afterwards."""

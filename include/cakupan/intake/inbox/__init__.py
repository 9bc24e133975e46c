"""What is taken from the inbox: kept, unpacked, decided on, recorded, and answered if refused."""

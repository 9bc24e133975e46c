"""What is taken from the inbox: kept, unpacked, decided on, recorded, and answered when refused at the door."""

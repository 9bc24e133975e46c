"""What is done with an arrival before anything in it is judged: kept, unpacked, decided on, recorded."""

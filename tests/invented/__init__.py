"""Invented people, a register of most of them and rows of lists: what the shipped model is trained on.

It shares nothing with `labelled`, which measures: what is learnt here is tried there, on people of another
hand.
"""

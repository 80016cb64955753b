"""Sentences made from figures: one function for each template, for each case of the figures.

A sentence never says more than its figures: no cause, no adverb, no praise and no blame. "One" is a word and every
other number is digits; percentages are as printed.
"""

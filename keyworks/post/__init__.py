"""What goes out of the house: e-mails and hooks, that wait for their servers and hold nobody up; calendar addresses.

It knows no noun: rooms above write letters and announce events, and the worker sends them; dates come from manifests.
"""

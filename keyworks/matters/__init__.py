"""Matters: whatever stands in a project's way, is asked or directed, with an owner, a date, a clock and an end.

It does not know the meeting at which something was directed.
"""

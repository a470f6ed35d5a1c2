"""The ground of the ground: money, months, as-of, problems, refusals.

Pure Python: no Django, no clock, no network, no settings.
"""

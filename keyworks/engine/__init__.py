"""Pure mathematics under the rooms: data in, a checked answer out.

No Django, no clock, no network, no chance of its own: time and seeds are arguments.
"""

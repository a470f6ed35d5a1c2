"""Projects as OC4IDS 0.9.5 (Open Contracting for Infrastructure): plain values, written as a package and read from one.

What a reader does not take over it counts and names; nothing is lost in silence.
"""

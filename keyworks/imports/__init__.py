"""Lists that others keep, brought into the register: read, understood, looked at, brought in, taken back.

It does not know reports or meetings.
"""

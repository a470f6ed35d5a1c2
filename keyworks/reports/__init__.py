"""The month: what projects report, what is planned, what does not add up, lights, and the ledgers beside one another.

It does not know matters or meetings.
"""

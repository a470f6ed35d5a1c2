"""On-site office meetings: where to go and whom to hear, the route, statements, the room itself, and what was directed.

It owns series, meetings, their agenda, sites, people, topics, statements, routes and what was caught in the room.
What a directive becomes is a matter; this room knows only which.
"""

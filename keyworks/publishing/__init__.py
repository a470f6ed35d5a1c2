"""What leaves the building: the pack of a meeting, one page of a project, the news of a meeting.

It owns packs and news as they were made and approved. It reads other rooms through their queries, knows none of
their tables and changes nothing of theirs.
"""

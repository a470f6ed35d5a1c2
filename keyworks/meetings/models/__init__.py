from keyworks.meetings.models.decided import Approval, Ballot, Caught, Minutes
from keyworks.meetings.models.meetings import Item, Meeting, Participant, Series
from keyworks.meetings.models.sites import Route, Site
from keyworks.meetings.models.statements import Remark, Statement, Topic, Version

__all__ = [
    "Approval", "Ballot", "Caught", "Item", "Meeting", "Minutes", "Participant", "Remark", "Route", "Series", "Site",
    "Statement", "Topic", "Version",
]  # fmt: skip

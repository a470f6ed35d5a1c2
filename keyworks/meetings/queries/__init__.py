from keyworks.meetings.queries.after import changed_since, counted, directed, effect, on_the_spot, promised
from keyworks.meetings.queries.meetings import (
    Planned,
    agenda_of,
    asked_of,
    listed,
    meetings_about,
    meetings_of,
    next_meeting,
    people_of,
    series_named,
    series_of,
    stops,
    titled,
    topics_of,
    visited,
)
from keyworks.meetings.queries.reach import own_units, sees_all

__all__ = [
    "Planned", "agenda_of", "asked_of", "changed_since", "counted", "directed", "effect", "listed",
    "meetings_about", "meetings_of", "next_meeting", "on_the_spot", "own_units", "people_of", "promised",
    "sees_all", "series_named", "series_of", "stops", "titled", "topics_of", "visited",
]  # fmt: skip

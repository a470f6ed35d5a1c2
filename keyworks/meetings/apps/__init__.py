from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.base.manifest import Findable, MenuItem, Panel, Room
from keyworks.meetings.apps.room import ROOM_SENTENCES, ROOM_VERBS, ROOM_WORDS
from keyworks.meetings.apps.sentences import SENTENCES
from keyworks.meetings.apps.statements import STATEMENT_SENTENCES, STATEMENT_VERBS, STATEMENT_WORDS
from keyworks.meetings.apps.verbs import VERBS


class MeetingsRoom(Room):
    name = "keyworks.meetings"
    prefix = "meetings/"
    menu = (MenuItem(_("Meetings"), "meetings:meetings", "users-group", "meetings.read", 80),)
    api = {"/meetings": "keyworks.meetings.api.router"}
    panels = (
        Panel(_("Meetings that saw it"), "meetings:of_project", ("project",), "meetings.read", 95),
        Panel(_("The meeting that directed it"), "meetings:of_matter", ("matter",), "meetings.read", 20),
        Panel(_("At meetings"), "meetings:standing_of", ("unit",), "meetings.read", 95),
        Panel(_("Reports you are asked for"), "meetings:to_write", ("desk",), "meetings.state", 6),
    )
    rights = {
        "meetings.read": "city district department leader auditor administrator",
        "meetings.prepare": "city",
        "meetings.record": "city",
        "meetings.series": "city",
        "meetings.approve": "city leader",
        "meetings.state": "district department",
    }
    subjects = {
        "meeting": "Meeting", "meeting_series": "Series", "statement": "Statement", "topic": "Topic",
        "caught": "Caught",
    }  # fmt: skip
    news = "keyworks.meetings.queries.statement_news.news"
    dates = "keyworks.meetings.queries.statement_news.dates"
    dossiers = ("meeting", "statement")
    words = {
        "meeting": _("meeting"), "meeting_series": _("series of meetings"), "statement": _("report to a meeting"),
        "theme": _("theme"), "begins": pgettext_lazy("meeting", "begins"), "ends": pgettext_lazy("meeting", "ends"),
        "statements_due": _("reports due"), "before": _("meeting before"), "title_en": _("title in English"),
        "minutes": _("minutes"), "point": _("point of the agenda"), "template": _("usual agenda"),
        "statement_days": _("working days for reports"), "comment_days": _("working days for comments"),
        "who": pgettext_lazy("meeting", "who"), "post": pgettext_lazy("meeting", "post"), "part": _("part in it"),
        "attendance": _("attendance"), "instead": _("instead"), "order": pgettext_lazy("agenda", "order"),
        "choice": _("choice"), "why": pgettext_lazy("site", "why"), "windows": _("can be seen"),
        "closed": _("closed that day"), "worth": _("worth"), **ROOM_WORDS, **STATEMENT_WORDS,
    }  # fmt: skip
    findable = {
        "meeting": Findable(
            "Meeting", _("Meetings"), ("title", "title_en", "theme", "place"), (), "meetings.read",
            ("on", "get_state_display"), order=50,
        ),
        "topic": Findable(
            "Topic", _("Topics of meetings"), ("title",), (), "meetings.read",
            ("meeting", "get_outcome_display"), ("meeting",), on=("meeting", "meeting_id"), order=60,
        ),
    }  # fmt: skip
    codes = {"said_by": ("person", "username")}
    verbs = VERBS | ROOM_VERBS | STATEMENT_VERBS
    sentences = SENTENCES | ROOM_SENTENCES | STATEMENT_SENTENCES

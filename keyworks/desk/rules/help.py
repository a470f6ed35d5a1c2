"""Which page of the guide stands beside a screen."""

from __future__ import annotations

from fnmatch import fnmatchcase

BESIDE: dict[str, tuple[str, ...]] = {
    "api": ("api*", "openapi", "accounts:token*"),
    "calendar": ("accounts:calendar*",),
    "calendar-feed": ("post:feed*", "post:calendar", "post:mine"),
    "change": ("projects:section_edit", "projects:compare", "projects:versions", "projects:bulk", "projects:grid*"),
    "comments": ("dossier:*",),
    "commands": ("post:*", "accounts:first"),
    "consultation": ("matters:consultation*", "matters:cause*", "matters:common", "matters:alike", "matters:merge"),
    "find": ("projects:list", "projects:summary", "projects:sums", "projects:choose"),
    "import": ("imports:*",),
    "letters": ("matters:letter*",),
    "lists": ("dossier:*view*", "projects:pairs", "projects:pair_decide"),
    "matters": ("matters:*",),
    "meeting-reports": ("meetings:statement*", "meetings:side_by_side", "meetings:topic*", "meetings:to_write"),
    "meeting-room": (
        "meetings:room*", "meetings:caught", "meetings:leader*", "meetings:ballot*", "meetings:minutes*",
        "meetings:after", "meetings:issue", "meetings:follow*", "meetings:opening", "meetings:standing*",
        "publishing:new*", "publishing:note*",
    ),
    "meetings": ("meetings:*", "publishing:pack*", "publishing:brief", "publishing:of_*"),
    "month": ("reports:*",),
    "people": ("accounts:*",),
    "places": ("projects:place*", "projects:outlines*", "projects:component*"),
    "programmes": ("desk:programme*", "desk:story*"),
    "project": ("projects:project", "projects:part", "projects:similar"),
    "record": ("record:*",),
    "register": ("projects:project_new", "projects:draft*", "projects:work"),
    "rules": (
        "projects:rules", "projects:term*", "projects:entries", "projects:lists", "reports:rules*",
        "reports:exempt*", "reports:bond*", "matters:ladder",
    ),
    "sheet": ("projects:sheet*", "projects:template", "projects:upload", "projects:review"),
    "the-city": ("desk:cockpit*",),
    "the-map": ("desk:map*",),
    "open-data": ("publishing:open*",),
    "papers": ("publishing:paper*",),
    "search": ("desk:search*",),
    "stages": ("projects:stages", "projects:step*", "projects:guard*", "projects:move", "projects:look_again"),
    "stand-ins": ("accounts:standin*", "accounts:person_standin"),
    "start": ("accounts:sign_in", "demonstration:*"),
    "waits": ("matters:inbox", "matters:board", "matters:ranking", "matters:statistics", "matters:desk"),
    "way": ("desk:*", "address", "accounts:me", "accounts:reader"),
    "work": ("jobs:*",),
    "year": (
        "reports:plan*", "reports:ceiling*", "reports:curve*", "reports:districts", "reports:district_lights",
        "reports:growth", "reports:ledgers*", "reports:bulletin*", "reports:compare", "reports:overrun",
    ),
}  # fmt: skip
"""Page of the guide → the screens it is about; where several fit, the closest does."""


def beside(screen: str) -> str:
    """The page about a screen, by the full name of its view; "" where no page is."""
    fitting = [
        (len(pattern.replace("*", "")), page)
        for page, patterns in BESIDE.items()
        for pattern in patterns
        if fnmatchcase(screen, pattern)
    ]
    return max(fitting, default=(0, ""))[1]

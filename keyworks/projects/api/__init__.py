from keyworks.projects.api import differences, links, sources
from keyworks.projects.api.components import components
from keyworks.projects.api.outlines import outlines
from keyworks.projects.api.programmes import programmes
from keyworks.projects.api.projects import projects
from keyworks.projects.api.stages import transitions
from keyworks.projects.api.sums import sums
from keyworks.projects.api.terms import terms

__all__ = [
    "components",
    "differences",
    "links",
    "outlines",
    "programmes",
    "projects",
    "sources",
    "sums",
    "terms",
    "transitions",
]

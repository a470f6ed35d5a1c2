from keyworks.projects.api.projects import projects
from keyworks.projects.api.terms import terms

__all__ = ["projects", "terms"]

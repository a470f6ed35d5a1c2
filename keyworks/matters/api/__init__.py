from keyworks.matters.api.letters import letters
from keyworks.matters.api.matters import router

__all__ = ["letters", "router"]

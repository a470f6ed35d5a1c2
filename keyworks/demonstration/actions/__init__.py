from keyworks.demonstration.actions.building import FIRST, LAST, Extent, ask_to_live_on, build, live_on
from keyworks.demonstration.actions.refused import DemonstrationRefused
from keyworks.demonstration.actions.stepping import step_in

__all__ = ["FIRST", "LAST", "DemonstrationRefused", "Extent", "ask_to_live_on", "build", "live_on", "step_in"]

from keyworks.demonstration.actions.building import Extent, build
from keyworks.demonstration.actions.refused import DemonstrationRefused
from keyworks.demonstration.actions.stepping import step_in

__all__ = ["DemonstrationRefused", "Extent", "build", "step_in"]

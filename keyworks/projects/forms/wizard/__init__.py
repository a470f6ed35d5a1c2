from keyworks.projects.forms.wizard.steps import STEPS, Name
from keyworks.projects.forms.wizard.whole import Finding, Whole

__all__ = ["STEPS", "Finding", "Name", "Whole"]

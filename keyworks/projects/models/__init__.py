from keyworks.projects.models.intakes import Intake
from keyworks.projects.models.money import CurrentAmount, Investment, PlannedAmount, SourcedValue
from keyworks.projects.models.pairs import Verdict
from keyworks.projects.models.parts import Capacity, Component, Link, Outline, Party
from keyworks.projects.models.programmes import Programme, Story
from keyworks.projects.models.projects import Draft, Edition, Project
from keyworks.projects.models.stages import Guard, Move, Transition
from keyworks.projects.models.terms import Term
from keyworks.projects.models.uploads import Upload

__all__ = [
    "Capacity", "Component", "CurrentAmount", "Draft", "Edition", "Guard", "Intake", "Investment", "Link", "Move",
    "Outline", "Party", "PlannedAmount", "Programme", "Project", "SourcedValue", "Story", "Term", "Transition",
    "Upload", "Verdict",
]  # fmt: skip

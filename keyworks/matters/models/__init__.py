from keyworks.matters.models.consulting import Consultation, Minute
from keyworks.matters.models.ladder import Answerer, LimitDays
from keyworks.matters.models.letters import Letter, LetterCopy, Letterhead, LetterSeries, LetterStep
from keyworks.matters.models.matters import Cause, Matter, MatterProject, MatterStep, Series, Snapshot
from keyworks.matters.models.together import Asker

__all__ = [
    "Answerer", "Asker", "Cause", "Consultation", "Letter", "LetterCopy", "LetterSeries", "LetterStep",
    "Letterhead", "LimitDays", "Matter", "MatterProject", "MatterStep", "Minute", "Series", "Snapshot",
]  # fmt: skip

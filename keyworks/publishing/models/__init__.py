from keyworks.publishing.models.news import Note, Sentence
from keyworks.publishing.models.opened import OpenEdition, OpenEntry, OpenFile, OpenProject, OpenRule
from keyworks.publishing.models.packs import Pack
from keyworks.publishing.models.papers import Paper, PaperAdoption, PaperFile, PaperTemplate

__all__ = [
    "Note", "OpenEdition", "OpenEntry", "OpenFile", "OpenProject", "OpenRule", "Pack", "Paper", "PaperAdoption",
    "PaperFile", "PaperTemplate", "Sentence",
]  # fmt: skip

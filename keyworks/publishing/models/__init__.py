from keyworks.publishing.models.news import Note, Sentence
from keyworks.publishing.models.opened import OpenEdition, OpenEntry, OpenFile, OpenProject, OpenRule
from keyworks.publishing.models.packs import Pack

__all__ = ["Note", "OpenEdition", "OpenEntry", "OpenFile", "OpenProject", "OpenRule", "Pack", "Sentence"]

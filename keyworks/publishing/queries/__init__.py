from keyworks.publishing.queries.news import note_of, notes, sentences, steps_open, writers
from keyworks.publishing.queries.packs import holds, packs_of, working

__all__ = ["holds", "note_of", "notes", "packs_of", "sentences", "steps_open", "working", "writers"]

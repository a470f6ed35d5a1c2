from keyworks.imports.queries.imports import (
    RIGHT,
    bytes_of,
    folder,
    holds,
    import_of,
    imports,
    judged,
    peeks,
    progress,
)
from keyworks.imports.queries.lists import lists
from keyworks.imports.queries.mappings import Offer, called, examples, fitting, mappings, offered, saved
from keyworks.imports.queries.standing import depending

__all__ = [
    "RIGHT",
    "Offer",
    "bytes_of",
    "called",
    "depending",
    "examples",
    "fitting",
    "folder",
    "holds",
    "import_of",
    "imports",
    "judged",
    "lists",
    "mappings",
    "offered",
    "peeks",
    "progress",
    "saved",
]

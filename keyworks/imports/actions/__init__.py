from keyworks.imports.actions.bringing import bring_in
from keyworks.imports.actions.files import (
    begin,
    read_files,
    read_otherwise,
    remove,
    restore_reading,
    told,
    union,
)
from keyworks.imports.actions.judging import judge
from keyworks.imports.actions.mappings import choose_mapping, decide, save_mapping, understand
from keyworks.imports.actions.refused import FilesRefused, ImportsRefused, MappingRefused
from keyworks.imports.actions.returning import take_back
from keyworks.imports.actions.working import ask, do, job_of

__all__ = [
    "FilesRefused", "ImportsRefused", "MappingRefused", "ask", "begin", "bring_in", "choose_mapping", "decide", "do",
    "job_of", "judge", "read_files", "read_otherwise", "remove", "restore_reading", "save_mapping", "take_back", "told",
    "understand", "union",
]  # fmt: skip

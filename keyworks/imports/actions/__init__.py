from keyworks.imports.actions.bringing import ask_to_bring, bring_in
from keyworks.imports.actions.judging import judge, reopen
from keyworks.imports.actions.mappings import choose_mapping, decide, parsed, save_mapping, understand
from keyworks.imports.actions.receiving import (
    begin,
    read_files,
    read_otherwise,
    remove,
    restore_reading,
    rows_path,
    slug,
    taken,
    told,
    union,
)
from keyworks.imports.actions.refused import FilesRefused, ImportsRefused, MappingRefused
from keyworks.imports.actions.returning import take_back
from keyworks.imports.actions.showing import compared, marked, meant, reported
from keyworks.imports.actions.working import ask, do, job_of

__all__ = [
    "FilesRefused",
    "ImportsRefused",
    "MappingRefused",
    "ask",
    "ask_to_bring",
    "begin",
    "bring_in",
    "choose_mapping",
    "compared",
    "decide",
    "do",
    "job_of",
    "judge",
    "marked",
    "meant",
    "parsed",
    "read_files",
    "read_otherwise",
    "remove",
    "reopen",
    "reported",
    "restore_reading",
    "rows_path",
    "save_mapping",
    "slug",
    "take_back",
    "taken",
    "told",
    "understand",
    "union",
]

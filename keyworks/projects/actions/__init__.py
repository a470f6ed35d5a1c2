from keyworks.projects.actions.components import (
    add_components,
    arrange_components,
    edit_component,
    progress_component,
    remove_component,
)
from keyworks.projects.actions.current import rebuild_current
from keyworks.projects.actions.drafts import begin_draft, register_draft, remove_draft, save_draft
from keyworks.projects.actions.editing import edit
from keyworks.projects.actions.links import tie
from keyworks.projects.actions.merging import keep_apart, merge, part, tie_parts
from keyworks.projects.actions.money import state_money
from keyworks.projects.actions.places import outline_districts
from keyworks.projects.actions.programmes import (
    correct_story,
    edit_programme,
    let_go,
    open_programme,
    take_into,
    tell,
)
from keyworks.projects.actions.refused import ProjectsRefused, RowsRefused
from keyworks.projects.actions.registering import problems_of, register, register_many
from keyworks.projects.actions.sources import state_values
from keyworks.projects.actions.stages import look_again, move, record_moves
from keyworks.projects.actions.taking_back import IntakeDepended, take_back
from keyworks.projects.actions.taking_in import Known, Lot, begin_intake, take_in
from keyworks.projects.actions.terms import edit_term, open_terms, remove_terms
from keyworks.projects.actions.uploads import keep_upload, register_upload, remove_upload

__all__ = [
    "IntakeDepended",
    "Known",
    "Lot",
    "ProjectsRefused",
    "RowsRefused",
    "add_components",
    "arrange_components",
    "begin_draft",
    "begin_intake",
    "correct_story",
    "edit",
    "edit_component",
    "edit_programme",
    "edit_term",
    "keep_apart",
    "keep_upload",
    "let_go",
    "look_again",
    "merge",
    "move",
    "open_programme",
    "open_terms",
    "outline_districts",
    "part",
    "problems_of",
    "progress_component",
    "rebuild_current",
    "record_moves",
    "register",
    "register_draft",
    "register_many",
    "register_upload",
    "remove_component",
    "remove_draft",
    "remove_terms",
    "remove_upload",
    "save_draft",
    "state_money",
    "state_values",
    "take_back",
    "take_in",
    "take_into",
    "tell",
    "tie",
    "tie_parts",
]

from keyworks.projects.actions.current import rebuild_current
from keyworks.projects.actions.editing import edit
from keyworks.projects.actions.money import state_money
from keyworks.projects.actions.refused import ProjectsRefused, RowsRefused
from keyworks.projects.actions.registering import register, register_many
from keyworks.projects.actions.stages import look_again, move, record_moves

__all__ = [
    "ProjectsRefused",
    "RowsRefused",
    "edit",
    "look_again",
    "move",
    "rebuild_current",
    "record_moves",
    "register",
    "register_many",
    "state_money",
]

from keyworks.accounts.actions.calendars import Taken, mark_day, take_published, unmark_day
from keyworks.accounts.actions.founding import found, found_city, play_on
from keyworks.accounts.actions.people import (
    appoint,
    change_password,
    choose_reading,
    deactivate,
    deactivate_all,
    edit_person,
    reactivate,
    register,
    seat,
    set_one_time_password,
    sign_out_everywhere,
    unseat,
)
from keyworks.accounts.actions.refused import AccountsRefused
from keyworks.accounts.actions.standins import end_standin, name_standin
from keyworks.accounts.actions.tokens import make_token, revoke_token
from keyworks.accounts.actions.units import (
    close_unit,
    edit_unit,
    move_unit,
    open_unit,
    open_units,
    remove_units,
    reopen_unit,
)

__all__ = [
    "AccountsRefused",
    "Taken",
    "appoint",
    "change_password",
    "choose_reading",
    "close_unit",
    "deactivate",
    "deactivate_all",
    "edit_person",
    "edit_unit",
    "end_standin",
    "found",
    "found_city",
    "make_token",
    "mark_day",
    "move_unit",
    "name_standin",
    "open_unit",
    "open_units",
    "play_on",
    "reactivate",
    "register",
    "remove_units",
    "reopen_unit",
    "revoke_token",
    "seat",
    "set_one_time_password",
    "sign_out_everywhere",
    "take_published",
    "unmark_day",
    "unseat",
]

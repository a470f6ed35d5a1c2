from keyworks.publishing.actions.news import add, compose, edit, retitle, step
from keyworks.publishing.actions.opened import set_rule, set_standing, sign, withdraw
from keyworks.publishing.actions.packs import ask_along, ask_pack, keep
from keyworks.publishing.actions.papers import adopt_template, issue, issue_briefs, keep_template
from keyworks.publishing.actions.refused import PublishingRefused

__all__ = [
    "PublishingRefused", "add", "adopt_template", "ask_along", "ask_pack", "compose", "edit", "issue", "issue_briefs",
    "keep", "keep_template", "retitle", "set_rule", "set_standing", "sign", "step", "withdraw",
]  # fmt: skip

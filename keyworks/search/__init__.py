"""The search over everything: for each thing that a room declares findable, its texts as people look for them.

It follows the record and reads rows again by their keys; what they mean, only their rooms know.
Who may see them, `scope` says when somebody asks: nothing of that is kept here.
"""

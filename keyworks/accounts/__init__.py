"""Units in a tree, people with roles in them, who may do what, stand-ins, tokens, signing in.

It knows no project, report or meeting: rooms above grant their rights in their own manifests.
"""

"""The only shared Django: room manifest, doors, scopes, two-time model, guards, tables, forms.

It knows no noun: what a person or a unit is, it learns from the rooms above through their manifests.
"""

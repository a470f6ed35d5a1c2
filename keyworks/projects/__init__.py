"""The register: every key project, its parts, place, parties, people, money, stage and where each fact comes from.

It does not know reports, lists, approvals or meetings: they stand on it.
"""

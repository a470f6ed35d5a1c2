"""What an address is about, in the clerk's own district (`own`) or in another (`other`): its arguments."""

from __future__ import annotations


def unit(cast, whose, at):
    return [cast.toyota.pk if whose == "own" else cast.valve.pk]


def person(cast, whose, at):
    return [cast.clerk.pk if whose == "own" else cast.other_clerk.pk]

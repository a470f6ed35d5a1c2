"""How somebody is named in a text."""

from __future__ import annotations


def called(name: str, post: str, *, zh: bool) -> str:
    """Name and post together; where one of them says the other already, only that."""
    if post in name or name in post:
        return max(name, post, key=len)
    return f"{post}{name}" if zh else f"{name}, {post}"

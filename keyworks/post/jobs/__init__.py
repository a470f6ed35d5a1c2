"""E-mails and hooks, each in a round of their own: neither waits for the other's servers."""

from keyworks.post.jobs.hooks import hooks
from keyworks.post.jobs.mails import digests, message, send, sweep

__all__ = ["digests", "hooks", "message", "send", "sweep"]

"""Background work: leased, resumable, cancellable; a killed worker leaves nothing running for ever.

It knows no noun: a room names its kinds of work in its manifest and enqueues them here.
"""

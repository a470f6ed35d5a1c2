from keyworks.post.actions.feeds import make_feed, read_feed, revoke_feed
from keyworks.post.actions.hooks import (
    TEST,
    announce,
    answered,
    change_hook,
    drop_delivery,
    look_again,
    make_hook,
    renew_secret,
    retry_delivery,
    sweep_deliveries,
    switch,
    take_delivery,
    try_hook,
)
from keyworks.post.actions.mails import (
    Letter,
    Part,
    again,
    choose,
    digest,
    drop,
    put,
    put_off,
    refused,
    retry,
    sent,
    sweep,
    take,
    test,
)
from keyworks.post.actions.refused import PostRefused, PostStale

__all__ = [
    "TEST", "Letter", "Part", "PostRefused", "PostStale", "again", "announce", "answered", "change_hook", "choose",
    "digest", "drop", "drop_delivery", "look_again", "make_feed", "make_hook", "put", "put_off", "read_feed", "refused",
    "renew_secret", "retry", "retry_delivery", "revoke_feed", "sent", "sweep", "sweep_deliveries", "switch", "take",
    "take_delivery", "test", "try_hook",
]  # fmt: skip

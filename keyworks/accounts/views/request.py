from django.http import HttpRequest

from keyworks.accounts.models import Person


class SignedIn(HttpRequest):
    """A request that passed a door which nobody passes without a name."""

    user: Person

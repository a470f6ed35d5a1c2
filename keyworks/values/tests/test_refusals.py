import pickle

from keyworks.values.refusals import Refused, Stale


def test_a_refusal_names_its_rule_its_field_and_its_parameters():
    refused = Refused("accounts.username_taken", field="username", username="clerk")
    assert (refused.code, refused.field, refused.params) == (
        "accounts.username_taken", "username", {"username": "clerk"},
    )  # fmt: skip
    assert refused.status == 409


def test_who_came_second_is_told_so():
    stale = Stale("figure.stale", edition=3)
    assert isinstance(stale, Refused)
    assert (stale.status, stale.params) == (412, {"edition": 3})


def test_a_refusal_travels_between_processes():
    again = pickle.loads(pickle.dumps(Stale("figure.stale", field="amount", edition=3)))
    assert (type(again), again.code, again.field, again.params) == (Stale, "figure.stale", "amount", {"edition": 3})

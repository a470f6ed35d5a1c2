import pytest

from keyworks.accounts.models import Installation, Membership, Person
from keyworks.record.models import Entry
from keyworks.site.cli import main


@pytest.fixture
def keyworks(db, capsys, monkeypatch):
    """Run a command and return its code and what it said, in English."""
    monkeypatch.setenv("LC_ALL", "C")

    def run(*words):
        code = main(words)
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_a_person_is_added_with_a_password_for_once(cast, keyworks):
    code, told = keyworks("user", "add", "newcomer", "--name", "新人", "--unit", "toyota", "--role", "unit")
    person = Person.objects.get(username="newcomer")
    assert code == 0
    assert person.password_once
    assert person.check_password(told.split(" with ")[1].split()[0])
    assert (Entry.objects.first().verb, Entry.objects.first().actor) == ("accounts.set_one_time_password", "")


def test_a_person_is_added_and_listed_with_an_english_name(cast, keyworks):
    names = ("--name", "新人", "--name-en", "Xin Ren", "--post", "科员", "--post-en", "Clerk")
    assert keyworks("user", "add", "newcomer", *names, "--unit", "industry", "--role", "auditor")[0] == 0
    person = Person.objects.get(username="newcomer")
    assert (person.name, person.name_en, person.post, person.post_en) == ("新人", "Xin Ren", "科员", "Clerk")
    assert "newcomer\tXin Ren\tauditor industry" in keyworks("user", "list", "--role", "auditor")[1]


def test_people_are_listed_with_their_roles(cast, keyworks):
    code, told = keyworks("user", "list", "--role", "district")
    assert code == 0
    assert told.splitlines() == [
        "district\t滨海项目办\tdistrict binhai",
        "other-district\t北辰项目办\tdistrict beichen",
    ]


def test_a_seat_is_given_and_ended(cast, keyworks):
    words = ("user", "seat", "stranger", "--unit", "binhai", "--role", "district")
    assert keyworks(*words)[0] == 0
    assert keyworks(*words) == (1, "The person holds this role in this unit already.\n")
    assert keyworks(*words, "--end")[0] == 0
    assert Membership.objects.get(person=cast.stranger).ended_at is not None
    assert keyworks(*words, "--end") == (1, "无职务者 does not hold this role in this unit.\n")


def test_a_person_is_deactivated_and_reactivated(cast, keyworks):
    assert keyworks("user", "deactivate", "CLERK", "--reason", "left")[0] == 0
    assert not Person.objects.get(username="clerk").is_active
    assert keyworks("user", "reactivate", "clerk")[0] == 0
    assert Person.objects.get(username="clerk").is_active


def test_the_last_administrator_stays(cast, keyworks):
    code, told = keyworks("user", "deactivate", "admin")
    assert (code, told) == (
        1, "Nobody would be left to administer. Make another person administrator first, without an end date.\n",
    )  # fmt: skip


def test_names_nobody_has_are_told(cast, keyworks):
    assert keyworks("user", "password", "nobody") == (1, "Nobody signs in as nobody.\n")
    words = ("user", "add", "x", "--name", "x", "--unit", "nowhere", "--role", "unit")
    assert keyworks(*words) == (1, "No unit has the code nowhere.\n")
    assert not Person.objects.filter(username="x").exists()


def test_the_demonstration_is_built_once(keyworks):
    code, told = keyworks("demo")
    said = f"213 units, {Person.objects.count()} people, 676 projects. Not official."
    assert (code, told) == (0, f"The demonstration city is built: {said}\n")
    assert keyworks("demo") == (0, "The demonstration city is here already; nothing was changed.\n")


def test_the_demonstration_is_refused_over_real_data(cast, keyworks):
    code, told = keyworks("demo")
    assert code == 1
    assert told.startswith("Somebody works here already")
    assert Installation.objects.get().kind == "real"

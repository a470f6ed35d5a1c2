"""What the room keeps and refuses: secrets, races, entries that are opened, files, mappings, rights."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts.models import Unit
from keyworks.dossier import actions as dossier
from keyworks.imports import actions, queries
from keyworks.imports.actions.refused import ImportsRefused, MappingRefused
from keyworks.imports.models import Import, Mapping, SourceKey
from keyworks.projects.models import Investment, Project
from keyworks.values.money import Money
from keyworks.values.refusals import Stale

pytestmark = pytest.mark.django_db
HEAD = "项目编号,项目名称,总投资（万元）,所属区\n"


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def give(cast, tmp_path):
    """Gives a list as the city office does, read and understood; with `document` by that mapping."""

    def given(rows, *, document=None, name="list.csv"):
        content = (HEAD + "\n".join(rows) + "\n").encode()
        path = tmp_path / "given.part"
        path.write_bytes(content)
        part = dossier.Part(path, name, hashlib.sha256(content).hexdigest(), len(content))
        found = actions.begin(parts=[part], by=cast.office, at=timezone.now(), document=document)
        actions.do("imports.read", found, by=cast.office, at=timezone.now())
        found.refresh_from_db()
        return found

    return given


@pytest.fixture
def judged(cast, give):
    def made(rows, **more):
        found = give(rows, **more)
        actions.do("imports.judge", found, by=cast.office, at=timezone.now())
        found.refresh_from_db()
        return found

    return made


@pytest.fixture
def bring(cast):
    def brought(found, leave_refused=False):
        actions.ask_to_bring(
            found=found, reason="年度清单", leave_refused=leave_refused, over=None, by=cast.office, at=timezone.now()
        )
        actions.do("imports.bring_in", found, by=cast.office, at=timezone.now())
        found.refresh_from_db()
        return found

    return brought


DOCUMENT = {
    "keyworks": "mapping/1", "name": "year", "series": "year", "key": ["项目编号"], "money": {"unit": "wan"},
    "absent": "unreported",
    "columns": [
        {"from": "项目编号", "to": "local_number"}, {"from": "项目名称", "to": "name_zh"},
        {"from": "总投资（万元）", "to": "parts.total"}, {"from": "所属区", "to": "district", "open": True},
    ],
}  # fmt: skip


def test_a_secret_row_leaves_nothing_of_the_file(cast, give, data, django_capture_on_commit_callbacks):
    found = give(["A-1,滨海科技园,100,滨海新区", "A-2,机密,200,滨海新区"], document=DOCUMENT)
    sha256 = found.files.get().sha256
    assert dossier.content(sha256).exists()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ImportsRefused) as no:
        actions.do("imports.judge", found, by=cast.office, at=timezone.now())
    assert (no.value.code, no.value.params["cell"]) == ("imports.secret", "B3")
    assert not Import.objects.exists()
    assert not dossier.content(sha256).exists()
    assert not queries.folder(found.pk).exists()


def test_what_an_import_names_is_never_swept(give):
    found = give(["A-1,滨海科技园,100,滨海新区"])
    later = timezone.now() + timedelta(days=3)
    assert dossier.sweep(at=later) == 0
    assert dossier.content(found.files.get().sha256).exists()


def test_an_unknown_district_is_opened_with_the_list_and_goes_with_it(cast, judged, bring):
    found = bring(judged(["A-1,滨海科技园,100,滨海新区", "A-2,蓟州康养城,200,蓟州区"], document=DOCUMENT))
    opened = Unit.objects.get(name_zh="蓟州区")
    assert (opened.kind, opened.parent) == ("district", cast.city)
    assert Project.objects.get(local_number="A-2").district == opened
    actions.take_back(found=found, reason="错列", by=cast.office, at=timezone.now())
    assert not Unit.objects.filter(name_zh="蓟州区").exists()
    assert not Project.objects.exists()


def test_figures_name_their_cells(judged, bring):
    found = bring(judged(["A-1,滨海科技园,100.5,滨海新区"], document=DOCUMENT))
    figure = Investment.objects.get()
    assert (figure.amount, figure.intake, figure.cell) == (Money.of("100.5", "wan"), found.intake, "C2")


def test_the_next_list_of_a_series_changes_and_misses_what_it_says(cast, judged, bring):
    january, february = ({**DOCUMENT, "snapshot": {"on": day}} for day in ("2022-01-31", "2022-02-28"))
    bring(judged(["A-1,滨海科技园,100,滨海新区", "A-2,北辰物流港,200,北辰区"], document=january))
    second = judged(["A-1,滨海科技园,150,滨海新区"], document=february)
    assert {name: second.report["projects"][name] for name in ("new", "changed", "unreported")} == {
        "new": 0, "changed": 1, "unreported": 1,
    }  # fmt: skip
    bring(second)
    one, other = Project.objects.order_by("local_number")
    assert (one.total, one.unreported_since) == (Money.of(150, "wan"), None)
    assert (other.total, other.unreported_since is None) == (None, False)


def test_a_list_is_not_brought_in_over_what_changed_since_its_check(cast, judged, bring):
    rows = ["A-1,滨海科技园,100,滨海新区"]
    first, second = judged(rows, document=DOCUMENT), judged(rows, document=DOCUMENT)
    bring(first)
    with pytest.raises(ImportsRefused) as no:
        bring(second)
    assert no.value.code == "imports.changed_underneath"
    second.refresh_from_db()
    assert (second.state, Project.objects.count(), SourceKey.objects.count()) == ("mapping", 1, 1)


def test_a_list_that_a_later_one_stands_on_is_not_taken_back(cast, judged, bring):
    first = bring(judged(["A-1,滨海科技园,100,滨海新区"], document=DOCUMENT))
    bring(judged(["A-1,滨海科技园,150,滨海新区"], document=DOCUMENT))
    with pytest.raises(ImportsRefused) as no:
        actions.take_back(found=first, reason="错列", by=cast.office, at=timezone.now())
    assert no.value.code == "imports.stands_on_it"
    assert Project.objects.get().total == Money.of(150, "wan")


def test_refused_rows_hold_the_rest_until_somebody_leaves_them_out(judged, bring):
    found = judged(["A-1,滨海科技园,待定,滨海新区", "A-2,北辰物流港,200,北辰区"], document=DOCUMENT)
    assert found.report["rows"]["refused"] == 1
    with pytest.raises(ImportsRefused) as no:
        bring(found)
    assert (no.value.code, Project.objects.count()) == ("imports.refused_rows", 0)
    bring(found, leave_refused=True)
    assert Project.objects.get().local_number == "A-2"


def test_a_mapping_only_grows_and_is_taken_by_itself_when_it_fits(cast, give):
    at = timezone.now()
    kept = actions.save_mapping(name="year", document=DOCUMENT, by=cast.office, at=at)
    with pytest.raises(ImportsRefused) as no:
        actions.save_mapping(name="year", document=DOCUMENT, by=cast.office, at=at)
    assert no.value.code == "imports.mapping_saved"
    second = actions.save_mapping(name="year", document={**DOCUMENT, "rows": "several"}, by=cast.office, at=at)
    assert (kept.label, second.label, Mapping.objects.count()) == ("year@1", "year@2", 2)
    assert give(["A-1,滨海科技园,100,滨海新区"]).mapping == second
    with pytest.raises(MappingRefused):
        actions.save_mapping(name="other", document={"keyworks": "mapping/1"}, by=cast.office, at=at)


def test_a_stale_page_changes_nothing(cast, give):
    found = give(["A-1,滨海科技园,100,滨海新区"])
    actions.understand(found=found, document=DOCUMENT, over=found.edition, at=timezone.now())
    with pytest.raises(Stale):
        actions.understand(found=found, document={**DOCUMENT, "days": "mdy"}, over=found.edition, at=timezone.now())
    found.refresh_from_db()
    assert found.document["series"] == "year"
    assert "days" not in found.document


def asked(client, url):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_pages_ask_no_more_of_a_long_list_than_of_a_short_one(cast, client, judged):
    short = judged(["A-1,滨海科技园,待定,滨海新区"], document=DOCUMENT)
    long = judged([f"B-{number},项目{number},待定,滨海新区" for number in range(300)], document=DOCUMENT)
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("meaning", "look", "sheet"):
        few, many = (asked(client, reverse(f"imports:{name}", args=[one.pk])) for one in (short, long))
        assert few == many <= 40, name


def test_only_the_city_office_and_administrators_see_lists(cast, give):
    give(["A-1,滨海科技园,100,滨海新区"])
    seen = {name: queries.imports(getattr(cast, name)).count() for name in ("office", "admin", "district", "mayor")}
    assert seen == {"office": 1, "admin": 1, "district": 0, "mayor": 0}

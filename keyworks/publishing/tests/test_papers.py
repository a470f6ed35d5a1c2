from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keyworks.projects.actions import edit
from keyworks.projects.models import Project
from keyworks.publishing import actions
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Paper, PaperAdoption, PaperTemplate
from keyworks.publishing.queries.issues import kept, making
from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.rules.papers.template import Wrong
from keyworks.publishing.rules.papers.vocabulary import Part, of_the_house, vocabulary
from keyworks.record.models import Entry
from keyworks.reports.tests.months import filed, listed
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

AT, LATER = datetime(2022, 2, 8, 6, tzinfo=UTC), datetime(2022, 2, 8, 9, tzinfo=UTC)
JANUARY = Month(2022, 1)
LINES = {
    "zh": "# {{区}}简报\n> {{总体情况}}\n分页\n表格：全部项目",
    "en": "# {{ district }}\n> {{ headline }}\nbreak\ntable: projects",
}
pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def january(cast, plant, valves):
    filed(plant, cast, JANUARY, 50)
    filed(valves, cast, JANUARY, 120, by=cast.office)


def issue(cast, kind=Kind.BRIEF, by=None, at=AT, **subject):
    if kind is Kind.BRIEF:
        subject.setdefault("district", cast.binhai)
    return actions.issue(kind=kind, month=JANUARY, by=by or cast.office, at=at, **subject)


def made(paper):
    """Every file of a paper, made again out of its row."""
    row = Paper.objects.get(pk=paper.pk)
    return {
        (one.language, one.ending): making.file(kept.made_again(row, one.language), one.ending)
        for one in row.files.all()
    }  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_a_paper_says_all_that_its_vocabulary_names(cast, january, plant, kind):
    subject = {Kind.BRIEF: {"district": cast.binhai}, Kind.PROJECT: {"project": plant}}.get(kind, {})
    for found in making.said(kind, cast.office, JANUARY, AT, **subject).values():
        assert set(found["fields"]) == {one.name for one in vocabulary(kind, Part.FIELD)}
        assert set(found["tables"]) == {one.name for one in vocabulary(kind, Part.TABLE)}
        assert set(found["figures"]) == {one.name for one in vocabulary(kind, Part.FIGURE)}


def test_a_brief_tells_of_its_district_alone(cast, january):
    said = making.said(Kind.BRIEF, cast.office, JANUARY, AT, district=cast.binhai)["zh"]
    assert said["fields"]["headline"] == (
        "滨海新区1个项目1月完成投资50.00万元，占年度计划1,200.00万元的4.2%，慢于序时进度4.2个百分点；红灯0个。"
    )
    (row,) = said["tables"]["projects"]["rows"]
    assert row[1:] == ["新能源整车厂", 1200_0000_00, 50_0000_00, 50_0000_00, 417, "green"]
    assert said["tables"]["moved"]["rows"] == [["本月报送", 1, 50_0000_00]]
    assert said["figures"]["course"]["actual"][:3] == [0, 50_0000_00, None]


def test_a_bulletin_adds_up_to_the_city(cast, january):
    said = making.said(Kind.BULLETIN, cast.office, JANUARY, AT)["en"]
    rows = {row[0]: row[1:] for row in said["tables"]["districts"]["rows"]}
    assert rows["The city"] == [2, 0, 2400_0000_00, 170_0000_00, 170_0000_00, 708, -125]
    assert len(rows) == 3
    assert said["fields"]["counts"] == "2 to report: 0 not filed, 0 late, 0 without change."


def test_an_issue_is_made_again_byte_for_byte(cast, january, plant):
    papers = [
        issue(cast), issue(cast, Kind.BULLETIN), issue(cast, Kind.TABLES), issue(cast, Kind.PROJECT, project=plant),
    ]  # fmt: skip
    before = [made(paper) for paper in papers]
    for paper, files in zip(papers, before, strict=True):
        digests = {(one.language, one.ending): one.sha256 for one in paper.files.all()}
        assert {key: sha256(content).hexdigest() for key, content in files.items()} == digests
        assert len(digests) == 6
    # All that may happen later: corrected, renamed, moved, registered, written by another template.
    filed(plant, cast, JANUARY, 80, over=1, at=LATER, reason="重复计算")
    values = {"name_zh": "改名以后", "district": cast.beichen}
    edit(project=Project.objects.get(pk=plant.pk), values=values, over=None, by=cast.office, at=LATER)
    listed(cast, "后来的项目", cast.toyota, cast.binhai, at=LATER)
    actions.keep_template(kind=Kind.BRIEF, texts=LINES, over=1, reason="更短", by=cast.office, at=LATER)
    actions.adopt_template(kind=Kind.BRIEF, version=2, reason="更短", by=cast.office, at=LATER)
    assert [made(paper) for paper in papers] == before
    assert "改名以后" not in str(Paper.objects.get(pk=papers[0].pk).said)


def test_the_briefs_of_all_districts_are_issued_together(cast, january):
    found = actions.issue_briefs(month=JANUARY, by=cast.office, at=AT)
    assert [(one.district, one.files.count()) for one in found] == [(cast.binhai, 6), (cast.beichen, 6)]
    alone = issue(cast)
    assert made(alone) == made(found[0])
    assert [one.district for one in actions.issue_briefs(month=JANUARY, by=cast.district, at=AT)] == [cast.binhai]
    with pytest.raises(PublishingRefused):
        actions.issue_briefs(month=JANUARY, by=cast.clerk, at=AT)


def test_an_issue_never_changes(cast, january):
    paper = issue(cast)
    for rows, change in ((Paper.objects.all(), {"title_zh": "x"}), (paper.files.all(), {"sha256": "x"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    entry = Entry.objects.filter(verb="publishing.issue").get()
    assert entry.subject_id == str(paper.pk) or entry.subject_id == paper.pk


def test_a_past_day_is_told_as_it_was_known(cast, january, plant):
    filed(plant, cast, JANUARY, 80, over=1, at=AT, reason="漏报")
    paper = issue(cast, at=LATER, on=date(2022, 2, 6))
    assert "50.00万元" in paper.said["zh"]["fields"]["headline"]
    assert paper.said["zh"]["fields"]["overdue"] == "事项不追溯到过去某日，本期不列。"
    assert paper.said["zh"]["fields"]["known"] == "2022年2月6日"
    assert "80.00万元" in issue(cast, at=LATER).said["zh"]["fields"]["headline"]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"month": Month(2022, 2)}, "publishing.paper_month"), ({"month": Month(1989, 12)}, "publishing.paper_month"),
        ({"on": date(2022, 2, 9)}, "publishing.paper_day"), ({"on": date(1, 1, 1)}, "publishing.paper_day"),
        ({"kind": Kind.PROJECT, "on": date(2022, 2, 7)}, "publishing.paper_no_past"),
        ({"kind": Kind.BRIEF}, "publishing.paper_not_yours"),
    ],
)  # fmt: skip
def test_what_cannot_be_issued_is_refused(cast, plant, how, code):
    told = {"kind": Kind.BULLETIN, "month": JANUARY, "by": cast.office, "at": AT} | how
    if told["kind"] is Kind.PROJECT:
        told["project"] = plant
    with pytest.raises(PublishingRefused) as no:
        actions.issue(**told)
    assert (no.value.code, Paper.objects.count()) == (code, 0)


def test_whoever_sees_less_has_no_more(cast, january, plant, valves):
    with pytest.raises(PublishingRefused):
        issue(cast, Kind.BULLETIN, by=cast.district)
    with pytest.raises(PublishingRefused):
        issue(cast, by=cast.district, district=cast.beichen)
    with pytest.raises(PublishingRefused):
        issue(cast, by=cast.clerk)
    with pytest.raises(PublishingRefused):
        issue(cast, Kind.PROJECT, by=cast.clerk, project=valves)
    own = issue(cast, by=cast.district)
    theirs = issue(cast, district=cast.beichen)
    city, side = issue(cast, Kind.BULLETIN), issue(cast, Kind.PROJECT, by=cast.clerk, project=plant)
    assert set(kept.papers(cast.office)) == {own, theirs, city, side}
    assert set(kept.papers(cast.district)) == {own}
    assert set(kept.papers(cast.clerk)) == {side}
    assert set(kept.papers(cast.stranger)) == set()


def test_a_template_is_kept_then_adopted(cast, january):
    told = {"kind": Kind.BRIEF, "by": cast.office, "at": AT, "reason": "更短"}
    one = actions.keep_template(texts=LINES, over=1, **told)
    assert (one.version, kept.adopted(Kind.BRIEF).number) == (2, 1)
    actions.adopt_template(version=2, **told)
    paper = issue(cast)
    assert (paper.version, paper.title_zh, paper.template) == (2, "滨海新区简报", LINES)
    actions.adopt_template(version=1, **told)
    assert issue(cast).template == {language: of_the_house(Kind.BRIEF, language) for language in ("zh", "en")}
    assert Entry.objects.filter(verb="publishing.adopt_template").count() == 2
    for rows in (PaperTemplate.objects.all(), PaperAdoption.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reason="x")


def test_a_wrong_template_is_not_kept(cast):
    told = {"kind": Kind.BRIEF, "over": 1, "by": cast.office, "at": AT, "reason": "更短"}
    found = actions.keep_template(texts={**LINES, "en": LINES["en"] + "\n{{ nonsense }}"}, **told)
    assert [(language, one.line, one.wrong, one.what) for language, one in found] == [
        ("en", 5, Wrong.FIELD, "nonsense")
    ]
    house = {language: of_the_house(Kind.BRIEF, language) for language in ("zh", "en")}
    with pytest.raises(PublishingRefused, match="template_same"):
        actions.keep_template(texts=house, **told)
    with pytest.raises(Stale):
        actions.keep_template(texts=LINES, **told | {"over": 2})
    for who, code in ((cast.mayor, "not_yours"), (cast.district, "not_yours")):
        with pytest.raises(PublishingRefused, match=code):
            actions.keep_template(texts=LINES, **told | {"by": who})
    with pytest.raises(PublishingRefused, match="reason_missing"):
        actions.keep_template(texts=LINES, **told | {"reason": " "})
    with pytest.raises(PublishingRefused, match="not_so"):
        actions.adopt_template(kind=Kind.BRIEF, version=2, reason="x", by=cast.office, at=AT)
    assert PaperTemplate.objects.count() == PaperAdoption.objects.count() == 0


def test_a_brief_asks_as_often_for_thirty_projects_as_for_one(cast, january, django_assert_max_num_queries):
    def brief():
        making.said(Kind.BRIEF, cast.office, JANUARY, AT, district=cast.binhai)

    brief()
    with CaptureQueriesContext(connection) as few:
        brief()
    for number in range(29):
        one = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        filed(one, cast, JANUARY, 10 + number, at=AT - timedelta(hours=number % 5))
    with django_assert_max_num_queries(len(few)):
        brief()

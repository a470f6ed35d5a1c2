"""A letter's way: drafted, edited, issued, answered, judged, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from keyworks.accounts import actions as accounts
from keyworks.matters import actions
from keyworks.matters.actions import letter_mail, letters
from keyworks.matters.models import Letter, LetterCopy, LetterStep, Matter
from keyworks.matters.queries import letter_news
from keyworks.matters.queries import letters as known
from keyworks.matters.queries.letter_news import letter_dates
from keyworks.matters.rules.correspondence import Format
from keyworks.matters.rules.letters import Kind
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, step
from keyworks.post.models import Mail
from keyworks.record.models import Entry
from keyworks.values.refusals import Refused, Stale

pytestmark = pytest.mark.django_db
TALK = {"place": "市项目办会议室", "time": "2月14日9时", "said": "停电窗口期未落实。", "undertaken": "2月18日前落实。"}


@pytest.fixture
def matter(cast, plant):
    """The plant's power, with the department of industry, promised for 10 February."""
    found = asked(cast, plant)
    in_work(cast, found)
    return now(found)


def drafted(cast, matter, kind="supervision", at=MONDAY, by=None, language="zh"):
    return letters.draft(matter=matter, kind=kind, language=language, by=by or cast.district, at=at)


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def act(verb, letter, by, at=MONDAY, **said):
    return verb(letter=letter, over=fresh(letter).edition, by=by, at=at, **said)


def issued(cast, matter, kind="supervision", at=MONDAY):
    letter = drafted(cast, matter, kind, at)
    return act(letters.issue, letter, cast.district, at)


def answered(cast, matter):
    letter = issued(cast, matter)
    said = {"cause": "供电方案未批复。", "plan": "2月15日前完成批复。", "done_by": date(2022, 2, 18)}
    return act(letters.reply, letter, cast.engineer, **said)


def test_a_draft_says_what_the_matter_is_and_goes_to_whoever_leads(cast, matter):
    letter = drafted(cast, matter, at=on(2, 14))
    assert (letter.state, letter.number, letter.to_unit, letter.issuer) == ("draft", "", cast.industry, cast.binhai)
    assert letter.title == "关于督办“厂区双回路供电未落实”事项的函"
    assert letter.reply_by == date(2022, 2, 17)
    assert letter.paragraphs[3] == (
        "该事项应于2022年2月10日前办结。截至2022年2月14日，该事项仍未办结，已超期2个工作日。办理经过见附件。"
    )
    facts = known.facts(letter, on(2, 14).date())
    assert [(one.on, one.text) for one in facts.history] == [
        (date(2022, 2, 7), "一汽丰田汽车有限公司提出该事项。"),
        (date(2022, 2, 7), "交由市工业和信息化局牵头办理，办理期限为2022年2月10日。"),
        (date(2022, 2, 7), "市工业和信息化局接受办理。"),
    ]
    assert [one.name for one in facts.projects] == ["新能源整车厂"]


def test_only_the_desk_drafts_and_only_for_what_is_open_and_with_somebody(cast, plant, matter):
    for by in (cast.clerk, cast.engineer, cast.other_district, cast.mayor):
        with pytest.raises(Refused) as no:
            drafted(cast, matter, by=by)
        assert no.value.code == "matters.not_yours"
    raised = asked(cast, plant)
    with pytest.raises(Refused) as no:
        drafted(cast, raised)
    assert no.value.code == "matters.letter_to_nobody"
    step(actions.withdraw, raised, cast.clerk, MONDAY, text="已解决。")
    with pytest.raises(Refused) as no:
        drafted(cast, raised)
    assert no.value.code == "matters.letter_of_ended"
    assert not Letter.objects.exists()


def test_a_draft_is_edited_and_a_stale_one_is_not(cast, matter):
    letter = drafted(cast, matter)
    said = {"title": "督办函", "body": "第一段。\n\n第二段。", "cc": [cast.toyota, cast.industry], "contact": "李静"}
    act(letters.edit, letter, cast.district, reply_by=date(2022, 2, 12), **said)
    found = fresh(letter)
    assert (found.title, found.paragraphs, found.contact) == ("督办函", ["第一段。", "第二段。"], "李静")
    assert found.reply_by == date(2022, 2, 14), "a Saturday that is not worked"
    assert list(found.cc.all()) == [cast.toyota], "the addressed unit needs no copy"
    with pytest.raises(Stale):
        letters.edit(letter=letter, title="x", body="y", over=1, by=cast.district, at=MONDAY)
    for code, changed in (
        ("matters.letter_no_title", {"title": " "}), ("matters.letter_empty", {"body": "\n"}),
        ("matters.letter_reply_past", {"reply_by": date(2022, 2, 4)}),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            act(letters.edit, letter, cast.district, **{"title": "a", "body": "b"} | changed)
        assert no.value.code == code


def test_numbers_go_up_without_gaps_by_office_year_and_kind(cast, matter, valves):
    assert issued(cast, matter).number == "滨海新区督〔2022〕1号"
    letters.set_letterhead(
        unit=cast.binhai, code="津滨重", name_zh="滨海新区重点项目办公室", name_en="", by=cast.office, at=MONDAY
    )
    dropped = drafted(cast, matter)
    act(letters.withdraw, dropped, cast.district, text="重复。")
    assert issued(cast, matter).number == "津滨重督〔2022〕2号"
    assert issued(cast, matter, "reminder").number == "津滨重提〔2022〕1号"
    assert issued(cast, matter, at=on(1, 3, year=2023)).number == "津滨重督〔2023〕1号"
    other = asked(cast, valves, by=cast.other_clerk, unit=cast.valve)
    step(actions.triage, other, cast.other_district, MONDAY)
    step(actions.assign, other, cast.other_district, MONDAY, lead=cast.industry)
    letter = drafted(cast, now(other), by=cast.other_district)
    assert act(letters.issue, letter, cast.other_district).number == "北辰区督〔2022〕1号"


def test_what_was_issued_never_changes(cast, matter):
    letter = issued(cast, matter)
    first = {of: known.facts(fresh(letter)) for of in ("a",)}["a"]
    step(actions.change, matter, cast.district, MONDAY, title="另一个名称", effect="另一个目标")
    letters.set_letterhead(unit=cast.binhai, code="新", name_zh="新名称", name_en="", by=cast.office, at=MONDAY)
    accounts.edit_unit(
        unit=cast.industry, code="industry", name_zh="市工信局", name_en="", over=1, by=cast.admin, at=MONDAY
    )
    assert known.facts(fresh(letter), on(3, 1).date()) == first
    for changed in (
        {"title": "x"}, {"body": "x"}, {"number": "x"}, {"said": {}}, {"to_unit": cast.toyota}, {"issued_on": None},
        {"place": 9}, {"contact": "x"}, {"talk": {"a": 1}}, {"language": "en"}, {"kind": "reminder"},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterStep.objects.filter(letter=letter).update(text="x")
    with pytest.raises(Refused) as no:
        act(letters.edit, letter, cast.district, title="x", body="y")
    assert no.value.code == "matters.letter_not_so_now"


def test_a_copy_is_kept_once_and_given_out_for_ever(cast, matter):
    letter = issued(cast, matter)
    assert letters.keep(letter=letter, of=Format.PDF, content=b"%PDF 1", at=MONDAY) == b"%PDF 1"
    assert letters.keep(letter=letter, of=Format.PDF, content=b"%PDF 2", at=MONDAY) == b"%PDF 1"
    assert known.copy_of(letter, Format.PDF) == b"%PDF 1" and known.copy_of(letter, Format.WORD) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterCopy.objects.update(content=b"x")


def test_a_reply_has_a_cause_a_plan_and_a_day_and_comes_from_the_addressed(cast, matter):
    letter = issued(cast, matter)
    good = {"cause": "供电方案未批复。", "plan": "2月15日前完成批复。", "done_by": date(2022, 2, 18)}
    for code, by, changed in (
        ("matters.letter_addressed_reply", cast.clerk, {}), ("matters.letter_addressed_reply", cast.district, {}),
        ("matters.letter_no_cause", cast.engineer, {"cause": ""}),
        ("matters.letter_no_plan", cast.engineer, {"plan": " "}),
        ("matters.letter_no_day", cast.engineer, {"done_by": None}),
        ("matters.letter_no_day", cast.engineer, {"done_by": date(2022, 2, 4)}),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            act(letters.reply, letter, by, **good | changed)
        assert no.value.code == code
    assert fresh(letter).state == "issued"
    act(letters.reply, letter, cast.engineer, **good)
    found = LetterStep.objects.filter(letter=letter, step="reply").get()
    assert (found.facts["cause"], found.facts["done_by"]) == ("供电方案未批复。", "2022-02-18")
    assert (fresh(letter).state, fresh(letter).replied_on) == ("replied", date(2022, 2, 7))


def test_a_reply_is_accepted_or_refused_with_a_reason_and_another_day(cast, matter):
    letter = answered(cast, matter)
    for code, by, said in (
        ("matters.not_yours", cast.engineer, {"text": "x"}), ("matters.reason_missing", cast.district, {"text": ""}),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            act(letters.refuse, letter, by, reply_by=date(2022, 2, 16), **said)
        assert no.value.code == code
    act(letters.refuse, letter, cast.district, text="没有说明责任人。", reply_by=date(2022, 2, 16))
    assert (fresh(letter).state, fresh(letter).reply_by) == ("refused", date(2022, 2, 16))
    said = {"cause": "供电方案未批复。", "plan": "由副局长负责。", "done_by": date(2022, 2, 18)}
    act(letters.reply, letter, cast.engineer, **said)
    act(letters.accept, letter, cast.district)
    assert fresh(letter).state == "accepted"
    assert list(LetterStep.objects.filter(letter=letter).values_list("step", flat=True)) == [
        "draft", "issue", "reply", "refuse", "reply", "accept",
    ]  # fmt: skip
    assert fresh(letter).said == letter.said
    verbs = list(Entry.objects.filter(subject_kind="letter").order_by("seq").values_list("verb", flat=True))
    assert verbs == [f"matters.letter_{one}" for one in ("draft", "issue", "reply", "refuse", "reply", "accept")]


def test_a_letter_is_withdrawn_with_a_reason_and_keeps_its_number(cast, matter):
    letter = issued(cast, matter)
    with pytest.raises(Refused):
        act(letters.withdraw, letter, cast.district, text="")
    act(letters.withdraw, letter, cast.district, text="事项已办结。")
    assert (fresh(letter).state, fresh(letter).number) == ("withdrawn", "滨海新区督〔2022〕1号")
    with pytest.raises(Refused):
        act(letters.reply, letter, cast.engineer, cause="a", plan="b", done_by=date(2022, 2, 18))


def test_an_interview_is_issued_only_with_what_was_said_and_undertaken(cast, matter):
    letter = drafted(cast, matter, "interview")
    with pytest.raises(Refused) as no:
        act(letters.issue, letter, cast.district)
    assert no.value.code == "matters.letter_talk_missing"
    words = {"title": letter.title, "body": letter.body}
    act(letters.edit, letter, cast.district, talk=TALK, **words)
    found = act(letters.issue, letter, cast.district)
    assert found.number == "滨海新区约〔2022〕1号"
    assert known.facts(found).interview.said == ("停电窗口期未落实。",)


def test_who_sees_what(cast, matter):
    draft, sent = drafted(cast, matter), issued(cast, matter)
    seen = {
        name: set(known.seen_letters(getattr(cast, name)).values_list("pk", flat=True))
        for name in ("district", "office", "engineer", "clerk", "other_district", "mayor", "auditor", "stranger")
    }
    both, one = {draft.pk, sent.pk}, {sent.pk}
    assert seen == {
        "district": both, "office": both, "engineer": one, "clerk": set(), "other_district": set(), "mayor": one,
        "auditor": one, "stranger": set(),
    }  # fmt: skip


def test_what_waits_for_whom(cast, matter):
    assert known.letters_waiting(cast.district) == 0
    letter = drafted(cast, matter)
    assert known.letters_waiting(cast.district) == 1
    act(letters.issue, letter, cast.district)
    assert (known.letters_waiting(cast.district), known.letters_waiting(cast.engineer)) == (0, 1)
    assert Letter.objects.filter(known.unanswered(date(2022, 2, 11))).count() == 1
    assert not Letter.objects.filter(known.unanswered(date(2022, 2, 10))).exists()
    act(letters.reply, letter, cast.engineer, cause="a", plan="b", done_by=date(2022, 2, 18))
    assert (known.letters_waiting(cast.district), known.letters_waiting(cast.engineer)) == (1, 0)


def test_the_digest_says_what_is_new(cast, matter):
    letter = drafted(cast, matter)
    assert [len(lines) for _, lines in letter_news(cast.district, on(2, 6))] == [1]
    act(letters.issue, letter, cast.district)
    assert [lines for _, lines in letter_news(cast.engineer, on(2, 6))] == [
        [(str(fresh(letter)), f"/matters/letters/{letter.pk}/")]
    ]
    assert letter_news(cast.engineer, on(2, 9)) == []
    assert len(letter_news(cast.engineer, on(2, 14))) == 1, "a reply that is overdue is told every day"


def test_a_calendar_says_until_when_to_reply(cast, matter):
    letter = issued(cast, matter)
    found = [one for one in letter_dates(cast.engineer) if one.uid == f"letter.{letter.pk}.reply"]
    assert [(one.on, one.address.endswith(f"/matters/letters/{letter.pk}/")) for one in found] == [
        (date(2022, 2, 10), True)
    ]
    assert not letter_dates(cast.district) and not letter_dates(cast.clerk)


def test_an_issue_puts_one_email_to_each_of_the_addressed_and_a_failed_issue_none(cast, matter, settings, monkeypatch):
    settings.EMAIL_HOST = "127.0.0.1"
    cast.engineer.email = "engineer@example.org"
    cast.engineer.save()
    letter = drafted(cast, matter)

    def fall(done, at):
        letter_mail.tell(done, at)
        assert Mail.objects.count() == 1
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(letters, "tell", fall)
        with pytest.raises(RuntimeError), transaction.atomic():
            act(letters.issue, letter, cast.district)
    assert not Mail.objects.exists() and fresh(letter).number == ""
    act(letters.issue, letter, cast.district)
    with pytest.raises(Refused):
        act(letters.issue, letter, cast.district)
    mail = Mail.objects.get()
    assert (mail.to, mail.person) == ("engineer@example.org", cast.engineer)
    assert "滨海新区督〔2022〕1号" in mail.subject
    assert f"/matters/letters/{letter.pk}/" in mail.text


def test_a_letter_in_english_is_in_english(cast, matter):
    letter = drafted(cast, matter, language="en")
    assert letter.title == f"Supervision of matter {matter.number}: 厂区双回路供电未落实"
    facts = known.facts(letter)
    assert (facts.issuer, facts.to) == ("Binhai New Area", "Bureau of Industry")
    assert [one.name for one in facts.projects] == ["Car plant"]
    assert facts.history[0].text == "Raised by FAW-Toyota Motor."


def test_a_matter_with_the_longest_title_has_a_letter(cast, plant):
    matter = asked(cast, plant, title="长" * 200)
    in_work(cast, matter)
    for kind in Kind:
        assert len(drafted(cast, now(matter), kind).title) <= 300
    assert Matter.objects.count() == 1

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from keyworks.record.models import Entry
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import Filing, Question, QuestionStep, Report
from keyworks.reports.rules.questions import Step, step
from keyworks.reports.tests.months import filed, later, listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)


@pytest.fixture
def doubted(cast, plant):
    """February's report says far more than the project's total."""
    filed(plant, cast, JANUARY, 100, progress=100)
    filed(plant, cast, FEBRUARY, 20_000, at=later(3), progress=9900)
    return plant


@pytest.fixture
def sees(client, doubted):
    plays_on(date(2022, 3, 5))

    def page(person, path):
        client.force_login(person, backend=BACKEND)
        return client.get(path)

    return page


@pytest.fixture
def sends(client, sees):
    def send(person, path, **data):
        client.force_login(person, backend=BACKEND)
        return client.post(path, data)

    return send


def the(rule, **more):
    return Question.objects.get(rule=rule, **more)


def steps(question):
    return list(QuestionStep.objects.filter(question=question).values_list("step", flat=True))


def test_a_filing_asks_what_its_rules_see(cast, doubted):
    one = the("beyond_total")
    assert (one.project, one.month, one.state, one.version) == (doubted, FEBRUARY, "open", 1)
    assert one.params == {"got": 201_000_000_00, "total": 120_000_000_00}
    assert steps(one) == ["asked"]
    entry = Entry.objects.filter(verb="reports.ask", subject_id=str(one.pk)).get()
    assert (entry.subject_kind, entry.actor) == ("question", "")


def test_a_rule_asks_once(cast, doubted):
    before = QuestionStep.objects.count()
    assert actions.ask(reports=Report.objects.filter(project=doubted), at=later(3)) == 0
    assert QuestionStep.objects.count() == before


def test_an_answer_is_kept_with_who_gave_it_and_changes_no_figure(cast, doubted):
    figures = list(Filing.objects.order_by("pk").values())
    one = actions.answer(
        question=the("beyond_total"), text="设备款一次付清\n合同附后", over=1, by=cast.clerk, at=later(3)
    )
    assert (one.state, one.edition) == ("answered", 2)
    said = QuestionStep.objects.get(question=one, step="answered")
    assert (said.text, said.by) == ("设备款一次付清\n合同附后", cast.clerk)
    assert list(Filing.objects.order_by("pk").values()) == figures


def test_an_answered_question_is_settled_or_asked_again_by_whoever_has_the_report(cast, doubted):
    one = actions.answer(question=the("beyond_total"), text="已批复", over=1, by=cast.clerk, at=later(3))
    one = actions.ask_again(question=one, text="批复文号？", over=2, by=cast.district, at=later(3))
    assert one.state == "open"
    one = actions.answer(question=one, text="津发改〔2022〕8号", over=3, by=cast.clerk, at=later(3))
    one = actions.settle(question=one, text="", over=4, by=cast.district, at=later(3))
    assert one.state == "settled"
    assert steps(one) == ["asked", "answered", "again", "answered", "settled"]


@pytest.mark.parametrize(
    ("act", "who", "text", "code"),
    [
        ("answer", "clerk", " ", "reports.answer_missing"),
        ("answer", "other_clerk", "好", "reports.not_yours_to_answer"),
        ("answer", "clerk", "长" * 2001, "reports.too_long"),
        ("settle", "district", "", "reports.settled_unexplained"),
        ("settle", "clerk", "好", "reports.not_yours"),
        ("settle", "other_district", "好", "reports.not_yours"),
        ("ask_again", "district", "为什么", "reports.question_not_so"),
    ],
)
def test_what_is_not_done_with_a_question_is_refused_and_nothing_stays(cast, doubted, act, who, text, code):
    one, before = the("beyond_total"), QuestionStep.objects.count()
    with pytest.raises(ReportsRefused) as no:
        getattr(actions, act)(question=one, text=text, over=1, by=getattr(cast, who), at=later(3))
    assert (no.value.code, the("beyond_total").state, QuestionStep.objects.count()) == (code, "open", before)


def test_of_two_who_speak_the_second_is_told(cast, doubted):
    actions.answer(question=the("beyond_total"), text="已批复", over=1, by=cast.clerk, at=later(3))
    with pytest.raises(Stale):
        actions.settle(question=the("beyond_total"), text="好", over=1, by=cast.district, at=later(3))
    assert the("beyond_total").state == "answered"


def test_a_correction_takes_the_ground_from_a_question(cast, doubted):
    filed(doubted, cast, FEBRUARY, 20, over=1, at=later(3), reason="多写三个零", progress=9900)
    assert (the("beyond_total").state, steps(the("beyond_total"))) == ("gone", ["asked", "gone"])
    filed(doubted, cast, FEBRUARY, 20_000, over=2, at=later(3), reason="原数无误", progress=9900)
    assert (the("beyond_total").state, the("beyond_total").version) == ("open", 3)


def test_what_is_settled_stays_settled_until_the_figures_are_others(cast, doubted):
    actions.settle(question=the("beyond_total"), text="已见批复", over=1, by=cast.district, at=later(3))
    filed(doubted, cast, FEBRUARY, 20_000, over=1, at=later(3), reason="补充文字", words="已开工", progress=9900)
    assert the("beyond_total").state == "settled"
    filed(doubted, cast, FEBRUARY, 30_000, over=2, at=later(3), reason="补报", progress=9900)
    assert the("beyond_total").state == "open"


def test_a_correction_of_a_month_asks_of_the_months_after_too(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(plant, cast, JANUARY, 13_300, over=1, at=later(3), reason="补报")
    assert the("beyond_total").month == JANUARY
    filed(plant, cast, JANUARY, 13_160, over=2, at=later(3), reason="核减")
    assert {(one.month, one.state) for one in Question.objects.filter(rule="beyond_total")} == {
        (JANUARY, "gone"), (FEBRUARY, "open"),
    }  # fmt: skip


def test_what_was_said_of_a_question_stays(cast, doubted):
    one = QuestionStep.objects.first()
    one.text = "x"
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save()


@pytest.mark.parametrize(
    ("state", "same", "now", "done"),
    [
        (None, False, True, Step.ASKED),
        ("open", True, True, None),
        ("answered", True, True, None),
        ("settled", True, True, None),
        ("gone", True, True, Step.ASKED),
        ("settled", False, True, Step.ASKED),
        ("answered", False, False, Step.GONE),
        ("settled", False, False, None),
        ("gone", False, False, None),
    ],
)
def test_a_look_asks_what_is_new_and_lets_go_what_is_gone(state, same, now, done):
    assert step(state, {"got": 1}, ({"got": 1 if same else 2} if now else None)) == done


def test_a_district_is_asked_about_reports_that_one_person_filed_within_minutes(cast):
    units = [cast.toyota, cast.valve, cast.industry, cast.binhai, cast.beichen]
    mill = [listed(cast, f"厂{number}", unit, cast.binhai) for number, unit in enumerate(units)]
    for number, one in enumerate(mill):
        filed(one, cast, JANUARY, 100 + number, at=later(2) + timedelta(minutes=number), by=cast.office)
    assert actions.ask_all(month=JANUARY, at=later(3)) == 1
    one = the("filed_by_one")
    assert (one.project, one.district, one.params["units"], one.part) == (None, cast.binhai, 5, str(cast.office.pk))
    assert actions.ask_all(month=JANUARY, at=later(3)) == 0
    with pytest.raises(ReportsRefused):
        actions.answer(question=one, text="代填", over=1, by=cast.clerk, at=later(3))
    actions.answer(question=one, text="会议上统一填报", over=1, by=cast.district, at=later(3))
    assert actions.settle(question=the("filed_by_one"), text="", over=2, by=cast.office, at=later(3)).state == "settled"


def test_reports_brought_in_one_deed_are_no_burst(cast):
    units = [cast.toyota, cast.valve, cast.industry, cast.binhai, cast.beichen]
    for number, unit in enumerate(units):
        filed(listed(cast, f"厂{number}", unit, cast.binhai), cast, JANUARY, 100, at=later(2), by=cast.office)
    actions.ask_all(month=JANUARY, at=later(3))
    assert not Question.objects.filter(rule="filed_by_one").exists()


def test_a_district_is_asked_where_its_projects_stand_at_exactly_what_is_due(cast):
    for number in range(5):
        one = listed(cast, f"厂{number}", cast.toyota, cast.binhai)
        filed(one, cast, JANUARY, 100, at=later(2) + timedelta(hours=number))
    assert actions.ask_all(month=JANUARY, at=later(3)) == 1
    one = the("district_exact")
    assert (one.district, one.params["exact"], one.params["projects"]) == (cast.binhai, 5, 5)


def test_questions_wait_for_whose_turn_it_is(cast, doubted):
    every = Question.objects.all()
    asked = every.count()
    assert queries.to_answer(cast.clerk, every).count() == asked
    assert not queries.to_answer(cast.other_clerk, every).exists()
    assert not queries.to_settle(cast.district, every).exists()
    one = actions.answer(question=the("beyond_total"), text="已批复", over=1, by=cast.clerk, at=later(3))
    assert list(queries.to_settle(cast.district, every)) == [one]
    assert not queries.to_settle(cast.office, every).exists()
    actions.let_pass(reports=[Report.objects.get(month=FEBRUARY)], by=cast.office, at=later(3))
    assert list(queries.to_settle(cast.office, every)) == [one]


def test_a_unit_answers_on_the_reports_page_in_one_step(sees, sends, cast, doubted):
    there, one = f"/reports/{doubted.pk}/202202/", the("beyond_total")
    page = sees(cast.clerk, there).content.decode()
    assert f"/reports/questions/{one.pk}/answer/" in page
    assert "/settle/" not in page
    answer = sends(cast.clerk, f"/reports/questions/{one.pk}/answer/", text="已批复", edition="1", there="1")
    assert answer["Location"] == f"{there}#asked"
    assert "已批复" in sees(cast.district, there).content.decode()
    assert sends(cast.district, f"/reports/questions/{one.pk}/settle/", edition="2").status_code == 302
    assert the("beyond_total").state == "settled"


def test_an_answer_that_is_refused_stands_in_its_box_again(sends, cast, doubted):
    one = the("beyond_total")
    actions.settle(question=one, text="已见批复", over=1, by=cast.district, at=later(3))
    answer = sends(cast.clerk, f"/reports/questions/{one.pk}/answer/", text="我们的说明", edition="1")
    assert (answer.status_code, steps(one)) == (412, ["asked", "settled"])


def test_the_list_finds_what_waits_and_asks_as_often_for_many(sees, cast, doubted, django_assert_max_num_queries):
    for number in range(30):
        one = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        filed(one, cast, JANUARY, 20_000, by=cast.district, at=later(2) + timedelta(hours=number))
    assert "新能源整车厂" in sees(cast.clerk, "/reports/questions/?month=2022-02&mine=answer").content.decode()
    with django_assert_max_num_queries(23):
        page = sees(cast.office, "/reports/questions/?rule=beyond_total&state=open").content.decode()
    assert page.count("总投资调增的批复文件是什么？") == 31
    assert "新能源整车厂" not in sees(cast.other_district, "/reports/questions/").content.decode()


def test_the_desk_counts_what_waits(sees, cast, doubted):
    asked = Question.objects.count()
    assert f"{asked} 个疑问待您答复" in sees(cast.clerk, "/reports/desk/").content.decode()


def test_many_projects_are_asked_with_one_set_of_questions(cast, plant, django_assert_max_num_queries):
    for number in range(20):
        filed(listed(cast, f"项目{number}", cast.toyota, cast.binhai), cast, JANUARY, 20_000 + number)
    with django_assert_max_num_queries(14):
        assert actions.ask(reports=list(Report.objects.all()), at=later(3)) == 0

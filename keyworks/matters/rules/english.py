"""The letters' sentences in English."""

from __future__ import annotations

from datetime import date

from keyworks.matters.rules.letters import Kind, LetterFacts, said_on


def title(facts: LetterFacts) -> str:
    about = f"matter {facts.matter_number}: {facts.matter_title}"
    return {
        Kind.REMINDER: f"Reminder of {about}",
        Kind.ASSIGNMENT: f"Assignment of {about}",
        Kind.SUPERVISION: f"Supervision of {about}",
        Kind.INTERVIEW: f"Record of an interview on {about}",
    }[facts.kind]


def paragraphs(facts: LetterFacts) -> tuple[str, ...]:
    return {
        Kind.REMINDER: reminder,
        Kind.ASSIGNMENT: assignment,
        Kind.SUPERVISION: supervision,
        Kind.INTERVIEW: interview,
    }[facts.kind](facts)


def reminder(facts: LetterFacts) -> tuple[str, ...]:
    if facts.overdue_days:
        ask = "Please have it done as soon as possible and send us word of it with its evidence."
    else:
        ask = "Please see that it is done in time and send us word of it with its evidence."
    back = f"by {en(facts.reply_by)}" if facts.reply_by else "in good time"
    return (
        f"You lead the work on {matter(facts)}. {held_up(facts)}{promised(facts)}{waiting(facts)}",
        f"{ask} If you expect to be late, please tell us {back} in writing why, how you mean to put it right, "
        "and by when.",
    )


def assignment(facts: LetterFacts) -> tuple[str, ...]:
    helped = f", with the help of {joined(facts.helpers)}" if facts.helpers else ""
    goal = f"What is to be achieved: {ended(facts.effect)}" if facts.effect else ""
    by = f" Please have the matter done by {en(facts.due_on)}." if facts.due_on else ""
    back = f"by {en(facts.reply_by)}" if facts.reply_by else "soon"
    return (
        "1. What is assigned",
        f"It has been decided that you lead the work on {matter(facts)}{helped}. {held_up(facts)}{goal}".rstrip(),
        "2. What is asked of you",
        f"Please name a leading official and a person answerable, and decide what is to be done and when.{by}",
        f"Please let us have these names, measures and dates in writing {back}.",
        "Where you need others to act, please say so early. If you expect to be late, please explain before the date "
        "why, and how you mean to put it right.",
    )


def supervision(facts: LetterFacts) -> tuple[str, ...]:
    since = f" It was raised on {en(facts.raised_on)}." if facts.raised_on else ""
    promise = f"The matter was to be done by {en(facts.due_on)}. " if facts.due_on else ""
    late = f" and is {days(facts.overdue_days)} overdue" if facts.overdue_days else ""
    climbed = f" It has been taken up to level {facts.level}." if facts.level > 1 else ""
    retold = f" Its history is set out in annex {2 if facts.listed else 1}." if facts.retold else ""
    back = f"by {en(facts.reply_by)}" if facts.reply_by else "soon"
    return (
        "1. The matter",
        f"You lead the work on {matter(facts)}.{since} {held_up(facts)}".rstrip(),
        "2. Where it stands",
        f"{promise}As of {en(facts.issued_on)} it has not been done{late}.{climbed}{retold}",
        "3. What is asked of you",
        "Please have the head of your organisation look into the matter in person, find out why it was not done in "
        "time, settle what is to be done, by whom and by when, and have it done.",
        f"Please reply in writing {back}. Your reply should give the cause of the delay, a plan to put it right and "
        "the date by which the matter will be done, with evidence.",
        "If no reply is received, or what is done does not suffice, the head of your organisation will be asked to an "
        "interview under the rules.",
    )


def interview(facts: LetterFacts) -> tuple[str, ...]:
    promise = f"The matter was to be done by {en(facts.due_on)}. " if facts.due_on else ""
    late = f" and is {days(facts.overdue_days)} overdue" if facts.overdue_days else ""
    climbed = f" It has been taken up to level {facts.level}." if facts.level > 1 else ""
    return (
        f"{facts.to} leads the work on {matter(facts)}. {held_up(facts)}{promise}"
        f"As of {en(facts.issued_on)} it has not been done{late}.{climbed} "
        "The head of the organisation was therefore asked to an interview under the rules.",
    )


def matter(facts: LetterFacts) -> str:
    return f"matter {facts.matter_number}, “{facts.matter_title}”"


def held_up(facts: LetterFacts) -> str:
    """A sentence with the blank behind it, or nothing."""
    if not facts.projects:
        return ""
    if facts.listed:
        return f"It holds up {len(facts.projects)} projects, which are listed in annex 1. "
    names = joined([one.name for one in facts.projects])
    if len(facts.projects) == 1 and facts.projects[0].blocks:
        return f"It holds up {names}: {ended(facts.projects[0].blocks)} "
    return f"It holds up {names}. "


def promised(facts: LetterFacts) -> str:
    if not facts.due_on:
        return "It has not been done yet."
    return f"It {'was' if facts.overdue_days else 'is'} to be done by {en(facts.due_on)}."


def waiting(facts: LetterFacts) -> str:
    if facts.overdue_days:
        return f" It is {days(facts.overdue_days)} overdue and has not been done."
    if facts.days_left is None or facts.due_on is None:
        return ""
    if not facts.days_left:
        return " That is today, and we have not heard that it is done."
    verb = "is" if facts.days_left == 1 else "are"
    return f" There {verb} {days(facts.days_left)} left, and we have not heard that it is done."


def days(many: int) -> str:
    return "1 working day" if many == 1 else f"{many} working days"


def joined(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."


def en(day: date) -> str:
    return said_on(day, zh=False)

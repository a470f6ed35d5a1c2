from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.base.manifest import MenuItem, Panel, Room


class PublishingRoom(Room):
    name = "keyworks.publishing"
    prefix = ""
    menu = (
        MenuItem(_("News"), "publishing:news", "news", "publishing.news", 82),
        MenuItem(_("Papers"), "publishing:papers", "file-text", "publishing.papers", 84),
        MenuItem(_("Open data"), "publishing:open_office", "world", "publishing.open_read", 83),
    )
    api = {
        "/news": "keyworks.publishing.api.news", "/one-page": "keyworks.publishing.api.one_page",
        "/packs": "keyworks.publishing.api.packs", "/papers": "keyworks.publishing.api.papers",
        "/taken-along": "keyworks.publishing.api.along",
    }  # fmt: skip
    panels = (
        Panel(_("Pack and news"), "publishing:of_meeting", ("meeting",), "publishing.read", 60),
        Panel(_("On one page"), "publishing:of_project", ("project",), "projects.read", 110),
    )
    rights = {
        "publishing.read": "city leader auditor administrator",
        "publishing.make": "city",
        "publishing.write": "city",
        "publishing.approve": "city leader",
        "publishing.open_read": "city leader auditor administrator",
        "publishing.open_sign": "city",
        "publishing.papers": "city district department leader unit auditor administrator",
        "publishing.templates": "city",
        "publishing.news": "city district department leader unit auditor administrator",
    }
    subjects = {
        "pack": "Pack", "note": "Note", "open_edition": "OpenEdition", "open_rule": "OpenRule", "paper": "Paper",
        "paper_template": "PaperTemplate", "paper_adoption": "PaperAdoption",
    }  # fmt: skip
    contents = "keyworks.publishing.queries.holds"
    jobs = {
        "publishing.pack": "keyworks.publishing.jobs.pack",
        "publishing.take_along": ("keyworks.publishing.jobs.take_along", "projects.read"),
    }
    words = {
        "pack": _("meeting's pack"), "note": pgettext_lazy("publishing", "news of a meeting"),
        "pages": _("pages of projects"), "pdf": "PDF", "language": _("language"),
        "open_edition": _("open edition"), "open_rule": _("rule of open data"), "standing": _("towards the public"),
        "mode": _("goes out"), "since": _("since"), "digest": "SHA-256", "field": _("field"), "edition": _("edition"),
        "projects": _("projects"), "paper": _("regular paper"), "paper_template": _("template of a paper"),
        "paper_adoption": _("template of a paper adopted"),
    }  # fmt: skip
    verbs = {
        "publishing.pack": _("Make a meeting's pack"),
        "publishing.take_along": _("All that you may read, as files"),
        "publishing.take_along.rows": _("Rows"),
        "publishing.take_along.tables": _("Tables"),
        "publishing.make": _("made a pack"),
        "publishing.compose": _("drafted the news"),
        "publishing.edit": _("edited the news"),
        "publishing.approve": _("approved the news"),
        "publishing.give_back": _("gave the news back"),
        "publishing.publish": _("published the news"),
        "publishing.withdraw": _("withdrew the news"),
        "publishing.open_rule": _("set when a field goes out"),
        "publishing.open_project": _("decided where it stands towards the public"),
        "publishing.open_sign": _("signed an edition of the open data off"),
        "publishing.open_withdraw": _("withdrew an edition of the open data"),
        "publishing.issue": _("issued a paper"),
        "publishing.keep_template": _("kept a template of papers"),
        "publishing.adopt_template": _("adopted a template of papers"),
    }
    sentences = {
        "publishing.not_yours": _("That is the city office's to do."),
        "publishing.no_reader": _("Whoever asked for it may read nothing here any more."),
        "publishing.no_language": _("A pack and the news are made in Chinese or in English."),
        "publishing.too_many_projects": _("At most %(most)s projects have a page in one pack; these are %(n)s."),
        "publishing.project_unknown": _("There is no project with the number %(number)s, or you do not see it."),
        "publishing.meeting_gone": _("The meeting is no longer there for you."),
        "publishing.not_held": _("The news are drafted out of what happened: the meeting has not begun yet."),
        "publishing.note_stands": _("The news of this meeting stand in this language already. Withdraw them first."),
        "publishing.nothing_said": _("Write something first."),
        "publishing.too_long": _("That is %(length)s characters; at most %(most)s fit in a sentence."),
        "publishing.too_many_sentences": _("The news have %(most)s sentences: more is no news."),
        "publishing.no_draft": _("It is no draft any more: have it given back first."),
        "publishing.not_so": _("It stands otherwise by now: look again."),
        "publishing.reason_missing": _("Say why."),
        "publishing.own_note": _("Who wrote in it does not approve it: somebody else has to."),
        "publishing.not_open": _("%(number)s is internal: it is never opened to the public."),
        "publishing.seen_otherwise": _("It is otherwise by now than what you looked at. Look again, then sign."),
        "publishing.nothing_open": _("Nothing would go out: open projects to the public and say which fields go out."),
        "publishing.findings": _("%(n)s texts say what nobody outside may read. Put them right or hold them back."),
        "publishing.paper_not_yours": _("That paper tells of more than you see."),
        "publishing.paper_month": _("A paper tells of a month that is reported on, %(earliest)s or later."),
        "publishing.paper_day": _("A day that is over, or today."),
        "publishing.paper_no_past": _("A side on a project tells of now: no past day can be asked for."),
        "publishing.paper_no_district": _("Choose the district."),
        "publishing.paper_no_project": _("Write the project's number."),
        "publishing.paper_otherwise": _(
            "Made again it would not be the file that was issued: the program that sets it has changed since. "
            "Issue it anew."
        ),
        "publishing.template_field": _("Line %(line)s: there is no placeholder “%(what)s”."),
        "publishing.template_table": _("Line %(line)s: there is no table “%(what)s”."),
        "publishing.template_figure": _("Line %(line)s: there is no figure “%(what)s”."),
        "publishing.template_braces": _("Line %(line)s: a placeholder stands between {{ and }}."),
        "publishing.template_line_long": _("Line %(line)s is longer than %(what)s characters."),
        "publishing.template_rows": _("Line %(line)s: at most %(what)s rows."),
        "publishing.template_no_title": _("The first line is the title: it begins with # and a blank."),
        "publishing.template_titles": _("Line %(line)s: there is one title; headings begin with ##."),
        "publishing.template_breaks": _("Such a paper has %(what)s line with “break”, where its next side begins."),
        "publishing.template_lines": _("A template has at most %(what)s lines and twenty thousand characters."),
        "publishing.template_same": _("It says what the version before it says."),
        "publishing.stale": _("Somebody changed it before you. Look at what stands now."),
    }

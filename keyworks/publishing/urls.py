from django.urls import include, path

from keyworks.publishing.views import news, opened, opening, packs, papers, templates

app_name = "publishing"
house = [
    path("news/", news.news, name="news"),
    path("news/<int:pk>/", news.note, name="note"),
    path("news/<int:pk>/title/", news.note_title, name="note_title"),
    path("news/<int:pk>/more/", news.note_add, name="note_add"),
    path("news/<int:pk>/sentences/<int:position>/", news.note_sentence, name="note_sentence"),
    path("news/<int:pk>/step/<slug:name>/", news.note_step, name="note_step"),
    path("news/<int:pk>/as/<slug:of>/", news.note_file, name="note_file"),
    path("meetings/<int:pk>/packs/", packs.packs, name="packs"),
    path("meetings/<int:pk>/news/<slug:language>/", news.note_new, name="note_new"),
    path("packs/<int:pk>/<slug:of>", packs.pack_file, name="pack_file"),
    path("projects/<int:pk>/<slug:of>", packs.brief, name="brief"),
    path("of-meeting/<slug:kind>/<int:pk>/", packs.of_meeting, name="of_meeting"),
    path("of-project/<slug:kind>/<int:pk>/", packs.of_project, name="of_project"),
    path("papers/", papers.papers, name="papers"),
    path("papers/new/", papers.new, name="paper_new"),
    path("papers/templates/", templates.templates, name="paper_templates"),
    path("papers/templates/<slug:kind>/", templates.template, name="paper_template"),
    path("papers/templates/<slug:kind>/edit/", templates.edit, name="paper_template_edit"),
    path("papers/templates/<slug:kind>/adopt/", templates.adopt, name="paper_template_adopt"),
    path("papers/templates/<slug:kind>/look/<slug:language>/", templates.look, name="paper_template_look"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/<slug:language>/<slug:of>/", papers.file, name="paper_file"),
    path("open/", opening.office, name="open_office"),
    path("open/rules/", opening.rules, name="open_rules"),
    path("open/rules/<slug:field>/", opening.rule, name="open_rule"),
    path("open/projects/", opening.projects, name="open_projects"),
    path("open/projects/some/", opening.release, name="open_release"),
    path("open/projects/<int:pk>/", opening.project, name="open_standing"),
    path("open/preview/", opening.preview, name="open_preview"),
    path("open/editions/<int:number>/withdraw/", opening.withdraw, name="open_withdraw"),
]
public = [
    path("", opened.now, name="open"),
    path("map/", opened.places_page, name="open_map"),
    path("places/", opened.places, name="open_places"),
    path("outlines/", opened.outlines, name="open_outlines"),
    path("editions/", opened.editions, name="open_editions"),
    path("editions/<int:number>/", opened.edition, name="open_edition"),
    path("editions/<int:number>/as/<slug:of>/", opened.file, name="open_file"),
    path("feed/<slug:of>/", opened.feed, name="open_feed"),
    path("projects/<path:number>/", opened.project, name="open_project"),
]
"""What everybody reads without a name: the editions that were signed off, and nothing else."""
urlpatterns = [path("publishing/", include(house)), path("open/", include(public))]

from keyworks.desk import files

TEXT = """# How to *begin*

First `./run`, then wait.

1. Open [the desk](desk.md#top), or [elsewhere](https://city.example/).

| a | b |
|--:|---|
| 1 | <b>no</b> |

![The desk](../pictures/desk-en.png)
"""


def made(text):
    return files.page(text, lambda name: f"/help/{name}/", lambda name: f"/static/guide/{name}")


def test_the_heading_and_the_first_paragraph_stand_apart_from_the_rest():
    page = made(TEXT)
    assert (page.title, page.lead) == ("How to begin", "First ./run, then wait.")
    assert "<h1" not in page.body
    assert "First" not in page.body


def test_a_page_without_a_first_paragraph_has_no_lead():
    assert made("# Only\n\n* a\n") == files.GuidePage("Only", "", "<ul>\n<li>a</li>\n</ul>\n")


def test_links_between_pages_and_pictures_become_addresses():
    body = made(TEXT).body
    assert '<a href="/help/desk/#top">the desk</a>' in body
    assert '<a href="https://city.example/">elsewhere</a>' in body
    assert '<img src="/static/guide/desk-en.png" alt="The desk" width="1280" height="800" loading="lazy" />' in body


def test_nothing_in_a_page_needs_more_than_the_strict_policy_allows():
    body = made(TEXT + '\n<script>alert(1)</script>\n\n<img src=x onerror="alert(1)">\n').body
    assert "style=" not in body
    assert "<script" not in body
    assert "<b>" not in body
    assert "<img src=x" not in body


def test_pages_come_in_the_order_of_the_index_each_once():
    index = "| [Start](en/start.md) | [开始](zh/start.md) |\n| [Lists](en/lists.md) | |\nSee [again](en/start.md)."
    assert files.order(index) == ["start", "lists"]

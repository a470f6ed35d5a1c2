import pytest

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def reading(client, cast):
    client.force_login(cast.clerk, backend=BACKEND)
    return client


def test_the_guide_is_read_in_the_readers_language(reading):
    assert "开始使用" in reading.get("/help/").content.decode()
    reading.cookies["kw_language"] = "en"
    page = reading.get("/help/start/").content.decode()
    assert "<h1>Start</h1>" in page
    assert 'src="/static/guide/roles-en.png"' in page
    assert 'href="/help/people/"' in page


def test_the_navigation_leads_to_it(reading):
    assert 'href="/help/"' in reading.get("/").content.decode()


def test_a_page_the_guide_has_not_is_not_there(reading):
    assert reading.get("/help/nothing/").status_code == 404


def test_a_visitor_signs_in_first(client, cast):
    assert client.get("/help/start/").headers["Location"].startswith("/sign-in/?")

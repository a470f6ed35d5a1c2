from __future__ import annotations

from keyworks.post.queries import often_of


def test_a_person_chooses_to_be_told_never(cast, client):
    client.force_login(cast.stranger)
    assert often_of(cast.stranger) == "daily"
    assert client.get("/post/mine/").status_code == 200
    assert client.post("/post/mine/", {"often": "never"}).status_code == 302
    assert often_of(cast.stranger) == "never"

from __future__ import annotations

import hashlib
import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.dossier import actions
from keyworks.dossier.actions.attachments import content
from keyworks.dossier.models import Attachment
from keyworks.dossier.tests.content import SOUND
from keyworks.record.models import Entry
from tests.cast import AT

TOLD = Path(__file__).resolve().parents[3] / "docs/operate/api.md"
PDF = SOUND["pdf"]
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def lying(data) -> list[str]:
    """Every file in the store, by its path."""
    return sorted(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())


def signed_in(person, **words) -> Client:
    client = Client(**words)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit) -> str:
    return reverse("dossier:files", args=["unit", unit.pk])


def send(client, unit, *files, **words):
    uploads = [SimpleUploadedFile(name, body) for name, body in files]
    return client.post(address(unit), {"file": uploads}, **words)


def raw(client, unit, body: bytes, length: int | None = None):
    """A multipart body just as it is, said to be `length` long."""
    environ = {"CONTENT_TYPE": "multipart/form-data; boundary=B", "REQUEST_METHOD": "POST"}
    request = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body) if length is None else length)}
    return client.request(PATH_INFO=address(unit), **environ, **request)


def part(name: str, body: bytes) -> bytes:
    head = f'--B\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + body + b"\r\n--B--\r\n"


def test_a_file_lies_under_its_digest_and_its_name_only_in_the_database(cast, data):
    kept = send(signed_in(cast.clerk), cast.toyota, ("可研报告.pdf", PDF))
    assert kept.status_code == 302
    file = Attachment.objects.get()
    assert (file.name, file.kind, file.size, file.sha256, file.by) == ("可研报告.pdf", "pdf", len(PDF), SHA, cast.clerk)
    assert lying(data) == [f"files/{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    assert content(SHA).read_bytes() == PDF
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject_id) == ("dossier.attach", str(cast.toyota.pk))
    assert SHA in entry.after


def test_the_same_content_is_stored_once(cast, data):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF), ("b.pdf", PDF))
    assert list(Attachment.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]
    assert len(lying(data)) == 1


def test_it_is_served_as_a_download_in_a_sandbox(cast):
    send(signed_in(cast.clerk), cast.toyota, ('可研 报告".pdf', PDF))
    served = signed_in(cast.district).get(reverse("dossier:file", args=[Attachment.objects.get().pk]))
    assert b"".join(served.streaming_content) == PDF
    assert served["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%8F%AF")
    assert served["Content-Type"] == "application/pdf"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served["Cache-Control"] == "private, no-store"


def test_another_district_finds_neither_the_files_nor_their_content(cast):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    pk = Attachment.objects.get().pk
    other = signed_in(cast.other_district)
    assert other.get(address(cast.toyota)).status_code == 404
    assert other.get(reverse("dossier:file", args=[pk])).status_code == 404
    assert send(other, cast.toyota, ("b.pdf", PDF)).status_code == 404
    assert other.post(reverse("dossier:withdraw_file", args=[pk]), {"reason": "x"}).status_code == 404
    assert Attachment.objects.get().withdrawn_at is None


def test_who_may_only_read_attaches_nothing(cast, data):
    assert send(signed_in(cast.auditor), cast.toyota, ("a.pdf", PDF)).status_code == 403
    assert (Attachment.objects.count(), lying(data)) == (0, [])


def test_an_upload_needs_its_csrf_token_and_leaves_nothing_without(cast, data):
    client = signed_in(cast.clerk, enforce_csrf_checks=True)
    assert send(client, cast.toyota, ("a.pdf", PDF)).status_code == 403
    assert (Attachment.objects.count(), lying(data)) == (0, [])
    client.cookies["kw_csrf"] = "a" * 32
    assert send(client, cast.toyota, ("a.pdf", PDF), headers={"X-CSRFToken": "a" * 32}).status_code == 302


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("plan.pdf", SOUND["zip"], "dossier.file_other"),
        ("plan.png", b"<html><script>", "dossier.file_other"),
        ("plan.pdf", b"MZ\x90\0\x03" + b"\0" * 60, "dossier.file_not_itself"),
        ("plan.exe", b"MZ\x90\0\x03", "dossier.file_unlisted"),
        ("plan.html", b"<html>", "dossier.file_unlisted"),
        ("plan.pdf.exe", PDF, "dossier.file_unlisted"),
        ("fdp\u202etxt.exe", PDF, "dossier.file_unlisted"),
        ("plan", PDF, "dossier.file_unlisted"),
        ("plan.pdf", b"", "dossier.file_empty"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(cast, data, name, body, code):
    before = Entry.objects.count()
    answer = raw(signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"}), cast.toyota, part(name, body))
    assert answer.status_code == 422
    assert answer.json()["type"] == f"urn:keyworks:problem:{code}"
    assert (Attachment.objects.count(), Entry.objects.count(), lying(data)) == (0, before, [])


def test_a_page_names_the_file_and_what_is_wrong(cast):
    page = send(signed_in(cast.clerk), cast.toyota, ("plan.pdf", SOUND["zip"]), headers={"Accept-Language": "en"})
    assert page.status_code == 422
    assert "plan.pdf is not what its name says: it ends in PDF and holds ZIP." in page.content.decode()


def test_a_file_over_the_limit_is_refused_with_its_sentence_and_nothing_is_left(cast, data, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    client = signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest", "Accept-Language": "en"})
    answer = send(client, cast.toyota, ("big.pdf", PDF + b"x" * 1024 * 1024))
    assert answer.status_code == 413
    assert answer.json()["detail"] == "big.pdf is larger than 1 MB. Nothing of it was kept."
    assert (Attachment.objects.count(), lying(data)) == (0, [])


def test_beside_a_file_that_is_too_large_the_others_are_kept(cast, data, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    page = send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF), ("big.pdf", b"x" * 1024 * 1025), ("b.pdf", PDF))
    assert page.status_code == 413
    assert list(Attachment.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]
    assert len(lying(data)) == 1


def test_more_than_all_files_together_is_refused_before_a_byte_is_read(cast, data, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024
    client = signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"})
    assert raw(client, cast.toyota, b"", length=10**12).status_code == 413
    assert lying(data) == []


def test_at_most_twenty_files_at_once(cast):
    send(signed_in(cast.clerk), cast.toyota, *((f"{number}.pdf", PDF) for number in range(21)))
    assert Attachment.objects.count() == 20


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_an_upload_that_breaks_off_leaves_nothing(cast, data, kept):
    body = part("a.pdf", PDF * 1000)
    client = signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"})
    answer = raw(client, cast.toyota, body[: int(len(body) * kept)], length=len(body))
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:keyworks:problem:dossier.file_cut_off"
    assert (Attachment.objects.count(), lying(data)) == (0, [])


def test_a_connection_that_dies_leaves_nothing(cast, data):
    class Dying(io.BytesIO):
        def read(self, *size):
            if self.tell() > 200_000:
                raise OSError("connection reset")
            return super().read(*size)

    client = signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"})
    body = part("a.pdf", PDF + b"x" * 2_000_000)
    environ = {"CONTENT_TYPE": "multipart/form-data; boundary=B", "REQUEST_METHOD": "POST"}
    answer = client.request(
        PATH_INFO=address(cast.toyota), **environ, **{"wsgi.input": Dying(body), "CONTENT_LENGTH": str(len(body))}
    )
    assert answer.status_code == 400
    assert (Attachment.objects.count(), lying(data)) == (0, [])


@pytest.mark.parametrize("body", [b"", b"junk", b"--B\r\n", b"--B--\r\n", part("", PDF)])
def test_a_request_without_a_file_is_told_so(cast, body):
    answer = raw(signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"}), cast.toyota, body)
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../../etc/cron.d/x.pdf", "x.pdf"),
        ("..\\\\..\\\\x.pdf", "x.pdf"),
        ("%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"),
        ("invoice\u202efdp.pdf", "invoicefdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_hostile_name_never_reaches_the_disk_and_is_shown_plainly(cast, data, sent, kept):
    raw(signed_in(cast.clerk), cast.toyota, part(sent, PDF))
    assert Attachment.objects.get().name == kept
    assert lying(data) == [f"files/{SHA[:2]}/{SHA[2:4]}/{SHA}"]


def test_a_line_break_in_a_name_makes_no_header(cast, data):
    path = data / "x.part"
    path.write_bytes(PDF)
    received = actions.Part(path, "a\r\nSet-Cookie: x=1\r\n.pdf", SHA, len(PDF))
    file = actions.attach(subject=cast.toyota, part=received, by=cast.clerk, at=AT)
    served = signed_in(cast.clerk).get(reverse("dossier:file", args=[file.pk]))
    assert served["Content-Disposition"] == 'attachment; filename="aSet-Cookie: x=1.pdf"'
    assert "x" not in served.cookies


def test_a_row_is_never_without_its_content(cast, data, monkeypatch):
    def killed(*_, **__):
        raise DatabaseError("killed")

    monkeypatch.setattr("keyworks.dossier.actions.attachments.write", killed)
    with pytest.raises(DatabaseError):
        send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    assert Attachment.objects.count() == 0
    assert lying(data) == [f"files/{SHA[:2]}/{SHA[2:4]}/{SHA}"]


def test_a_full_disk_is_told_and_leaves_nothing(cast, data, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("keyworks.dossier.forms.tempfile.mkstemp", full)
    client = signed_in(cast.clerk, headers={"X-Requested-With": "XMLHttpRequest"})
    answer = send(client, cast.toyota, ("a.pdf", PDF))
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:keyworks:problem:dossier.file_no_room")
    assert (Attachment.objects.count(), lying(data)) == (0, [])


def test_the_sweep_removes_old_remains_and_nothing_that_is_named(cast, data):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    incoming = data / "files" / "incoming"
    orphan = data / "files" / "00" / "11" / ("0011" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    for path in (incoming / "old.part", incoming / "new.part", orphan):
        path.write_bytes(b"x")
    old = (timezone.now() - timedelta(hours=25)).timestamp()
    for path in (incoming / "old.part", orphan, content(SHA)):
        os.utime(path, (old, old))
    assert actions.sweep(at=timezone.now()) == 2
    assert lying(data) == [f"files/{SHA[:2]}/{SHA[2:4]}/{SHA}", "files/incoming/new.part"]


def test_a_withdrawn_file_is_kept_and_loaded_by_the_city_only(cast, data):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    file = Attachment.objects.get()
    withdraw = reverse("dossier:withdraw_file", args=[file.pk])
    assert signed_in(cast.district).post(withdraw, {"reason": "x"}).status_code == 403
    assert signed_in(cast.clerk).post(withdraw, {"reason": " "}).status_code == 422
    assert signed_in(cast.clerk).post(withdraw, {"reason": "wrong project"}).status_code == 302
    file.refresh_from_db()
    assert (file.withdrawn_by, file.withdrawn_reason) == (cast.clerk, "wrong project")
    entry = Entry.objects.first()
    assert (entry.verb, entry.reason) == ("dossier.withdraw_file", "wrong project")
    assert signed_in(cast.clerk).get(reverse("dossier:file", args=[file.pk])).status_code == 404
    assert signed_in(cast.office).get(reverse("dossier:file", args=[file.pk])).status_code == 200
    assert len(lying(data)) == 1
    assert signed_in(cast.clerk).post(withdraw, {"reason": "again"}).status_code == 409


def test_content_that_is_gone_from_the_store_is_not_found_and_the_page_still_reads(cast, data):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    content(SHA).unlink()
    client = signed_in(cast.clerk)
    assert client.get(reverse("dossier:file", args=[Attachment.objects.get().pk])).status_code == 404
    assert "a.pdf" in client.get(address(cast.toyota)).content.decode()


def test_the_database_removes_no_attachment(cast):
    send(signed_in(cast.clerk), cast.toyota, ("a.pdf", PDF))
    with pytest.raises(Error), transaction.atomic():
        Attachment.objects.all()._raw_delete("default")
    assert Attachment.objects.count() == 1


def test_a_part_asks_the_database_no_more_for_more_files(cast, django_assert_max_num_queries):
    send(signed_in(cast.clerk), cast.toyota, *((f"{number}.pdf", PDF) for number in range(15)))
    client = signed_in(cast.office)
    with django_assert_max_num_queries(6):
        client.get(address(cast.toyota), headers={"HX-Request": "true"})


@pytest.mark.parametrize("ending", sorted(SOUND))
def test_each_kind_that_is_taken_is_taken(cast, ending):
    send(signed_in(cast.clerk), cast.toyota, (f"file.{ending}", SOUND[ending]))
    file = Attachment.objects.get()
    assert file.name == f"file.{ending}"
    served = signed_in(cast.clerk).get(reverse("dossier:file", args=[file.pk]))
    assert b"".join(served.streaming_content) == SOUND[ending]


def over_the_api(person, unit, *files):
    """The answer to files that are hung by a program with a token."""
    _token, text = accounts.make_token(
        person=person, name="sheet", scope="write", expires_at=timezone.now() + timedelta(days=1), by=person,
        at=timezone.now(),
    )  # fmt: skip
    caller = Client(headers={"Authorization": f"Bearer {text}", "Accept-Language": "en"})
    uploads = {"file": [SimpleUploadedFile(name, body) for name, body in files]}
    return caller, caller.post(f"/api/v1/dossier/unit/{unit.pk}/files", uploads)


def test_files_are_hung_read_and_withdrawn_over_the_api(cast):
    caller, answer = over_the_api(cast.clerk, cast.toyota, ("minutes.pdf", PDF), ("words.txt", b"words"))
    assert answer.status_code == 201, answer.content
    first, second = answer.json()
    assert (first["name"], first["kind"], first["sha256"], first["by"]) == ("minutes.pdf", "pdf", SHA, "clerk")
    there = f"/api/v1/dossier/files/{first['id']}"
    given = caller.get(there)
    assert (b"".join(given.streaming_content), given["Content-Type"]) == (PDF, "application/pdf")
    reason = {"reason": "wrong file"}
    taken = caller.post(f"{there}/withdraw", reason, content_type="application/json").json()
    assert (taken["withdrawn_by"], taken["withdrawn_reason"]) == ("clerk", "wrong file")
    assert caller.get(there).status_code == 404
    listed = caller.get(f"/api/v1/dossier/unit/{cast.toyota.pk}/files").json()["items"]
    assert [one["id"] for one in listed] == [first["id"], second["id"]]
    stranger, refused = over_the_api(cast.other_clerk, cast.toyota, ("minutes.pdf", PDF))
    assert refused.status_code == 404
    assert stranger.get(f"/api/v1/dossier/files/{second['id']}").status_code == 404


def test_one_file_that_is_none_leaves_all_out_over_the_api(cast):
    caller, answer = over_the_api(cast.clerk, cast.toyota, ("minutes.pdf", PDF), ("run.exe", b"MZ\x00\x01"))
    assert answer.status_code in {415, 422}
    assert answer.json()["problems"][0]["field"] == "file"
    assert not Attachment.objects.exists()
    there = f"/api/v1/dossier/unit/{cast.toyota.pk}/files"
    assert caller.post(there, {}, content_type="application/json").status_code == 415


def test_the_examples_of_files_are_answered(cast):
    caller, answer = over_the_api(cast.clerk, cast.toyota, ("approval.pdf", PDF))
    section = TOLD.read_text().partition("## Comments and files\n")[2].partition("\n## ")[0]
    told = re.findall(r"127\.0\.0\.1:8000(\S+)(.*)", section)
    assert [bool(more) for _path, more in told] == [True, False, False]
    keys = {"project/7": f"unit/{cast.toyota.pk}", "files/9": f"files/{answer.json()[0]['id']}"}
    for path, more in told:
        for said, here in keys.items():
            path = path.replace(said, here)
        sent = {"file": SimpleUploadedFile("approval.pdf", PDF)}
        found = caller.post(path, sent) if more else caller.get(path)
        assert found.status_code == (201 if more else 200), path

"""All that one may read as one archive: as far as one's reach goes, exact, told in both languages, never held whole."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.jobs import actions as jobs
from keyworks.jobs.jobs import Running
from keyworks.jobs.models import Job
from keyworks.matters.tests.stories import asked
from keyworks.projects import actions as projects
from keyworks.projects.tests.test_api import Caller
from keyworks.publishing import actions
from keyworks.publishing.files.taken_along import README, Told, write
from keyworks.publishing.jobs import take_along
from keyworks.publishing.queries.taken_along import TABLES, tables
from keyworks.publishing.rules import columns
from keyworks.reports.tests.months import filed
from keyworks.values.money import Money
from keyworks.values.months import Month

AT = datetime(2022, 2, 8, 6, tzinfo=UTC)
TABLE = columns.Table("t", (
    columns.Column("number", "text", "", "编号", "Number", "number"),
    columns.Column("amount", "amount", "money", "金额", "Amount", "amount"),
    columns.Column("extras", "json", "", "其他", "Others", "extras"),
))  # fmt: skip


def read(path):
    """File → its rows, of separated text and of lines alike."""
    with zipfile.ZipFile(path) as whole:
        found = {}
        for name in whole.namelist():
            text = whole.read(name).decode("utf-8-sig")
            rows = csv.DictReader(io.StringIO(text)) if name.endswith(".csv") else map(json.loads, text.splitlines())
            found[name] = list(rows)
        return found


def made(person):
    """The archive as the worker makes it."""
    return worked(actions.ask_along(by=person, at=AT))


def worked(job):
    held = jobs.claim(worker="test", at=job.run_at, lease_s=60)
    assert held.pk == job.pk
    running = Running(held)
    return jobs.finish(job=held, result=take_along(running), of=running.of, at=job.run_at)


def test_cells_are_exact_and_no_sheet_runs_them(tmp_path):
    rows = [
        {"number": "=HYPERLINK(1)", "amount": Money(-850_000_000_050), "extras": {"b": 1, "a": "x"}},
        {"number": "-1", "amount": None, "extras": {}},
    ]  # fmt: skip
    assert write(tmp_path / "a.zip", [Told(TABLE, rows)], currency="CNY", at=AT) == 2
    found = read(tmp_path / "a.zip")
    assert found["t.csv"] == [
        {"number": "'=HYPERLINK(1)", "amount": "-8500000000.50", "extras": '{"a": "x", "b": 1}'},
        {"number": "-1", "amount": "", "extras": ""},
    ]  # fmt: skip
    assert found["t.jsonl"] == [
        {"number": "=HYPERLINK(1)", "amount": "-8500000000.50", "extras": {"b": 1, "a": "x"}}, {"number": "-1"},
    ]  # fmt: skip
    assert found[README][1] == {
        "file": "t.csv", "column": "amount", "type": "amount", "unit": "CNY", "zh": "金额", "en": "Amount",
    }  # fmt: skip


def test_the_same_rows_at_the_same_moment_make_the_same_bytes(tmp_path):
    for name in ("a.zip", "b.zip"):
        write(tmp_path / name, [Told(TABLE, [{"number": "1"}])], currency="CNY", at=AT)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_is_cut_off_leaves_nothing(tmp_path):
    def rows():
        yield {"number": "1"}
        raise ValueError

    with pytest.raises(ValueError):
        write(tmp_path / "a.zip", [Told(TABLE, rows())], currency="CNY", at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_hundred_thousand_rows_take_no_more_memory_than_a_thousand(tmp_path):
    def peak(count):
        tracemalloc.start()
        rows = ({"number": f"2022-{one}", "amount": Money(one), "extras": {"x": "y" * 50}} for one in range(count))
        assert write(tmp_path / "a.zip", [Told(TABLE, rows)], currency="CNY", at=AT) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    few, many = peak(2_000), peak(100_000)
    assert many < few + 2 * 1024**2


def test_every_column_is_called_in_both_languages_once():
    for _right, table, _rows in TABLES:
        names = [one.name for one in table.columns]
        assert len(set(names)) == len(names)
        assert all(one.zh and one.en and one.type for one in table.columns), table.name


@pytest.mark.usefixtures("day")
class TestAsSomebody:
    def test_it_holds_what_is_within_reach_and_nothing_else(self, cast, plant, valves):
        power, far = asked(cast, plant), asked(cast, valves, by=cast.other_clerk, unit=cast.valve)
        all_of_it, own = (read(made(person).result["file"]) for person in (cast.office, cast.clerk))
        assert {one["number"] for one in all_of_it["projects.csv"]} == {plant.local_number, valves.local_number}
        assert [one["number"] for one in own["projects.csv"]] == [plant.local_number]
        assert {one["number"] for one in all_of_it["matters.jsonl"]} == {power.number, far.number}
        assert {one["project"] for name in own for one in own[name] if one.get("project")} <= {plant.local_number}
        assert far.number not in json.dumps(own) and valves.local_number not in json.dumps(own)

    def test_amounts_are_exact_and_each_version_keeps_its_two_times(self, cast, plant):
        found = read(made(cast.office).result["file"])
        [total] = [one for one in found["investments.csv"] if one["part"] == "total"]
        assert (total["project"], total["amount"], total["version"]) == (
            plant.local_number, f"{plant.total.exact():f}", "1",
        )  # fmt: skip
        assert total["known_at"] and total["valid_from"]
        [one] = found["projects.jsonl"]
        assert (one["total"], one["district"], one["owner"]) == (f"{plant.total.exact():f}", "binhai", "toyota")

    def test_a_correction_stands_beside_what_was_filed_first(self, cast, plant):
        filed(plant, cast, Month(2022, 1), 100)
        filed(plant, cast, Month(2022, 1), 150, over=1, reason="更正")
        rows = read(made(cast.office).result["file"])["report_versions.csv"]
        assert [(one["month"], one["version"], one["done"], one["reason"]) for one in rows] == [
            ("2022-01", "1", "1000000.00", ""), ("2022-01", "2", "1500000.00", "更正"),
        ]  # fmt: skip

    def test_the_readme_tells_every_column_of_every_file(self, cast, plant):
        found = read(made(cast.office).result["file"])
        told = {(one["file"], one["column"]) for one in found[README]}
        with zipfile.ZipFile(Job.objects.get().result["file"]) as whole:
            there = {
                (name, column)
                for name in whole.namelist() if name.endswith(".csv") and name != README
                for column in whole.read(name).decode("utf-8-sig").splitlines()[0].split(",")
            }  # fmt: skip
        assert told == there and len(told) > 100

    def test_no_telephone_number_leaves(self, cast, plant):
        asked(cast, plant, phone="13800138000")
        with zipfile.ZipFile(made(cast.office).result["file"]) as whole:
            assert all(b"13800138000" not in whole.read(name) for name in whole.namelist())

    def test_questions_do_not_grow_with_rows(self, cast, plant, valves):
        def asks():
            with CaptureQueriesContext(connection) as caught:
                for one in tables(cast.office)[0]:
                    list(one.rows)
            return len(caught)

        few = asks()
        for number in range(5):
            said = {"name_zh": f"项目{number}", "owner": cast.toyota, "district": cast.binhai}
            projects.register(values=said, by=None, at=AT)
        assert asks() == few

    def test_over_the_api_it_is_asked_for_waited_for_and_fetched(self, cast, plant, client):
        office = Caller(client, cast.office)
        status, said, _ = office.send("POST", "/taken-along", {})
        assert (status, said["state"]) == (201, "queued")
        client.force_login(cast.office)
        assert client.get(f"/api/v1/taken-along/{said['job']}").status_code == 404
        assert office.send("POST", "/taken-along", {})[1]["job"] == said["job"]
        worked(Job.objects.get(pk=said["job"]))
        answer = client.get(f"/api/v1/taken-along/{said['job']}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
        assert b"".join(answer.streaming_content).startswith(b"PK")
        client.force_login(cast.admin)
        assert client.get(f"/api/v1/taken-along/{said['job']}").status_code == 404

    def test_the_register_offers_it_and_the_work_is_begun_by_one_press(self, cast, plant, client):
        client.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
        assert 'action="/jobs/start/publishing.take_along/"' in client.get("/projects/").content.decode()
        assert client.post("/jobs/start/publishing.take_along/").status_code == 302
        assert [(one.kind, one.owner) for one in Job.objects.all()] == [("publishing.take_along", cast.clerk)]

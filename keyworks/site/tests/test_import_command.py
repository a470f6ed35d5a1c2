"""`keyworks import`: exit codes, the report for machines, and that a refusal leaves nothing."""

from __future__ import annotations

import json

import pytest

from keyworks.imports.models import Import
from keyworks.projects.models import Project
from keyworks.site.cli import main

pytestmark = pytest.mark.django_db
GOOD = "项目编号,项目名称,总投资（万元）\nA-1,滨海科技园,100\nA-2,北辰物流港,200\n"
MAPPING = {
    "keyworks": "mapping/1", "name": "year", "key": ["项目编号"], "money": {"unit": "wan"},
    "columns": [
        {"from": "项目编号", "to": "local_number"}, {"from": "项目名称", "to": "name_zh"},
        {"from": "总投资（万元）", "to": "parts.total"},
    ],
}  # fmt: skip


@pytest.fixture
def keyworks(cast, settings, tmp_path, monkeypatch, capsys):
    """Runs the command on a list of this text: its code and what it wrote."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setenv("LANG", "en")
    monkeypatch.setattr("django.setup", lambda: None)
    (tmp_path / "year.json").write_text(json.dumps(MAPPING), encoding="utf-8")

    def run(text, *words, by="office"):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        code = main(
            ["import", *([str(path)] if text else []), "--mapping", str(tmp_path / "year.json"), "--by", by, *words]
        )
        return code, capsys.readouterr()

    return run


def test_a_dry_run_tells_and_keeps_nothing(keyworks):
    code, told = keyworks(GOOD, "--dry-run", "--json")
    report = json.loads(told.out)
    assert (code, report["projects"]["new"], report["rows"]["all"]) == (0, 2, 2)
    assert (Import.objects.count(), Project.objects.count()) == (0, 0)


def test_a_dry_run_that_finds_errors_says_so_by_its_code(keyworks):
    code, told = keyworks(GOOD.replace("200", "待定"), "--dry-run", "--json")
    report = json.loads(told.out)
    assert (code, report["rows"]["refused"]) == (3, 1)
    [wrong] = report["listed"]
    assert (wrong["cell"], wrong["got"], wrong["severity"]) == ("C3", "待定", "error")


def test_refused_rows_refuse_the_list_unless_they_are_allowed(keyworks):
    text = GOOD.replace("200", "待定")
    code, told = keyworks(text, "--reason", "年度清单")
    assert (code, Project.objects.count(), Import.objects.count()) == (1, 0, 0)
    assert "1 rows are refused" in told.err
    code, _ = keyworks(text, "--reason", "年度清单", "--allow-refused")
    assert (code, Project.objects.get().local_number) == (0, "A-1")


def test_a_list_is_brought_in_and_taken_back(keyworks):
    code, told = keyworks(GOOD, "--reason", "年度清单", "--json")
    assert (code, Project.objects.count()) == (0, 2)
    pk = json.loads(told.out)["import"]
    code, _ = keyworks("", "--take-back", str(pk), "--reason", "错列")
    assert (code, Project.objects.count(), Import.objects.get().state) == (0, 0, "taken_back")


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("--reason", "x", "--take-back", "1"), 2), (("--mapping", "no-such", "--dry-run"), 1)],
)
def test_what_is_missing_is_told_by_the_code(keyworks, words, code):
    assert keyworks(GOOD, *words)[0] == code


def test_whoever_may_not_bring_lists_in_is_refused(keyworks):
    assert keyworks(GOOD, "--dry-run", by="clerk")[0] == 1
    assert keyworks(GOOD, "--dry-run", by="nobody")[0] == 1


def test_a_package_of_oc4ids_is_brought_in_as_a_sheet_is(cast, settings, tmp_path, capsys):
    settings.DATA = tmp_path
    told = {"version": "0.9", "publishedDate": "2022-03-01T08:30:00Z", "projects": [
        {"id": "a-1", "title": "跨河大桥", "status": "implementation", "documents": [{"id": "1"}]},
    ]}  # fmt: skip
    (tmp_path / "open.json").write_text(json.dumps(told), encoding="utf-8")
    assert main(["import", str(tmp_path / "open.json"), "--by", "office", "--reason", "公布的项目", "--json"]) == 0
    assert [(one.local_number, str(one.stage)) for one in Project.objects.all()] == [("a-1", "building")]
    [lost] = json.loads(capsys.readouterr().out)["lost"]
    assert lost == {"path": "projects.documents", "count": 1, "why": "no place"}

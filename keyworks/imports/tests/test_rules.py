"""Mappings as people change them, and how well one fits files."""

from __future__ import annotations

from keyworks.imports.rules import editing
from keyworks.imports.rules import mapping as documents
from keyworks.imports.rules.fitting import fit

DOCUMENT = {
    "keyworks": "mapping/1", "name": "year", "key": ["PID"],
    "columns": [
        {"from": "Name", "to": "name_zh"},
        {"from": "Borough", "to": "district", "open": True, "values": {"Citywide": None}},
        {"from": ["Street", "Town"], "to": "address_zh"},
    ],
}  # fmt: skip
HEADS = ["PID", "Name", "Borough", "Street", "Town", "Note"]


def test_each_head_is_told_what_it_means():
    found = editing.meanings(DOCUMENT, HEADS)
    assert [(one.to, one.whole, one.role) for one in found] == [
        ("", True, "key"), ("name_zh", True, ""), ("district", True, ""), ("address_zh", False, ""),
        ("address_zh", False, ""), ("", True, ""),
    ]  # fmt: skip


def test_what_was_not_asked_stays_as_long_as_the_meaning_does():
    borough = editing.meanings(DOCUMENT, HEADS)[2]
    same = editing.with_meaning(DOCUMENT, borough, "district", {"open": None})
    assert same["columns"][1] == {"from": "Borough", "to": "district", "values": {"Citywide": None}}
    other = editing.with_meaning(DOCUMENT, borough, "sector", {"open": True})
    assert other["columns"][1] == {"from": "Borough", "to": "sector", "open": True}
    gone = editing.tidy(editing.with_meaning(DOCUMENT, borough, "", {}))
    assert [one["to"] for one in gone["columns"]] == ["name_zh", "address_zh"]


def test_a_column_nobody_named_is_named():
    note = editing.meanings(DOCUMENT, HEADS)[5]
    made = editing.with_meaning(DOCUMENT, note, "extra", {"label": "Remark"})
    assert made["columns"][-1] == {"from": "Note", "to": "extra", "label": "Remark"}


def test_their_words_stand_for_ours():
    made = editing.with_values(DOCUMENT, "district", {"Bronx": "bronx"})
    assert made["columns"][1]["values"] == {"Citywide": None, "Bronx": "bronx"}


def test_a_mapping_fits_the_files_it_knows_and_none_that_lacks_a_key():
    mapping = documents.read(DOCUMENT)
    assert fit(mapping, [("a.csv", HEADS)]) > 0.9
    assert fit(mapping, [("a.csv", HEADS), ("b.csv", HEADS[1:])]) == 0
    assert fit(mapping, []) == 0

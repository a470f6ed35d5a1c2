"""A small list with its history, as the tests take it in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.apps import apps

from keyworks.projects import actions
from keyworks.projects.actions import Known, Lot

NOW = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
FILES = [{"name": "capital.xlsx", "sha256": "a" * 64, "size": 1234}]
REASON = "首次导入"


def day(year, month=5, on=1):
    return datetime(year, month, on, 4, 0, tzinfo=UTC)


def fen(number):
    return {"fen": number}


def known(at, facts, row=2, **cells):
    origin = {
        "file": 0,
        "sheet": "Sheet1",
        "row": row,
        "cells": {key.replace("__", "."): at for key, at in cells.items()},
    }
    return Known(at, facts, origin)


def bridge(**more):
    return {
        "local_number": "N-1", "name_zh": "跨河大桥", "name_en": "River bridge", "variant": "infrastructure",
        "stage": "planned", "district": "binhai", "sector": "automobile", "planned_finish": "2018-12-31",
        "parts": {"total": fen(900)}, "amounts": {"2016.own": fen(300), "2017.own": fen(400)}, "list_year": 2016,
        "extras": {"Phase": "Design"}, **more,
    }  # fmt: skip


def begin(by=None, at=NOW, **more):
    return actions.begin_intake(name="capital", files=FILES, url="/imports/1/", by=by, at=at, reason=REASON, **more)


def take(lots, intake=None, by=None, at=NOW, reason=REASON):
    intake = intake or begin(by, at)
    return intake, actions.take_in(intake=intake, lots=lots, by=by, at=at, reason=reason)


def history():
    """2015: planned, 900. 2016: building, 1200, 2017's amount is gone. 2017: it is back, the finish is later."""
    first = bridge()
    second = bridge(stage="building", parts={"total": fen(1200)}, amounts={"2016.own": fen(300)})
    third = bridge(stage="building", parts={"total": fen(1200)}, planned_finish="2019-06-30", extras={"Phase": "Works"})
    return Lot(
        None,
        [
            known(
                day(2015), first, parts__total="K2", amounts__2017__own="M2", planned_finish="F2", extras__Phase="P2"
            ),
            known(day(2016), second, row=9, parts__total="K9", planned_finish="F9"),
            known(day(2017), third, row=17, parts__total="K17", amounts__2017__own="M17", planned_finish="F17"),
        ],
    )


UNKEYED = {"projects_currentamount", "projects_capacity", "projects_party", "projects_project_programmes",
           "projects_project_chains"}  # fmt: skip
"""Tables whose rows are made anew: their keys say nothing."""


def _told(row):
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=repr)


def whole(*without):
    """Every row of every table of this house, but the record's and the intakes'."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not model.__module__.startswith("keyworks.") or table in {"record_entry", "projects_intake", *without}:
            continue
        names = [one.attname for one in model._meta.concrete_fields if table not in UNKEYED or not one.primary_key]
        found[table] = sorted(map(_told, model._default_manager.order_by().values_list(*names)))
    return found

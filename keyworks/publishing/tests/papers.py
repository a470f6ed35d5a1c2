"""What a brief may say, for tests of the lines and the files: sixty red projects of one district."""

from __future__ import annotations

from typing import Any

from keyworks.publishing.rules.papers.kinds import Kind
from keyworks.publishing.rules.papers.vocabulary import Part, vocabulary

MONEY = {"head": "年度计划", "kind": "money", "wide": 3, "unit": "yi", "words": "亿元"}


def table(*rows: list[Any]) -> dict[str, Any]:
    columns = [{"head": "项目", "kind": "text", "wide": 6}, MONEY, {"head": "比例", "kind": "share", "wide": 2}]
    return {"title": "红灯项目", "none": "没有红灯项目。", "columns": columns, "rows": list(rows)}


def red(many: int) -> dict[str, Any]:
    return table(
        *([f"滨海新区第{number}号智能制造产业园及配套基础设施工程", 12_345_678_900, 83] for number in range(many))
    )


def said(kind: Kind = Kind.BRIEF, *, many: int = 60, **fields: str) -> dict[str, Any]:
    """Everything that a paper of this kind may name; its tables all have so many rows."""
    every = {one.name: one.zh for one in vocabulary(kind, Part.FIELD)}
    counts = {"kind": "counts", "title": "亮灯", "items": [["■ 红灯", str(many)], ["● 绿灯", "0"]]}
    course = {
        "kind": "course", "title": "应完成1.00亿元", "first": 202201, "planned": [n * 10**10 for n in range(13)],
        "actual": [0, 5 * 10**9] + [None] * 11, "unit": "yi", "words": "亿元",
    }  # fmt: skip
    return {
        "fields": every | fields, "tables": {one.name: red(many) for one in vocabulary(kind, Part.TABLE)},
        "figures": {"year": counts, "lights": counts, "course": course}, "author": "天津市重点项目办公室",
        "known": "数据截至2022年2月15日", "source": "来源：重点项目库", "currency": "CNY",
    }  # fmt: skip

#!/usr/bin/env python3
"""Checks an exported record. Needs nothing but Python 3.8 or later: python3 verify.py [folder or zip]

It knows nothing of the system that wrote the record. What it computes is described in proof.json.
Answers 0 when every entry holds, 1 when one does not (and names the first), 2 when there is nothing to check.
核验导出的操作记录。仅需 Python 3.8 或更高版本，不依赖任何其他程序。
"""

from __future__ import annotations

import hashlib
import io
import json
import pathlib
import sys
import zipfile
from collections.abc import Iterable
from typing import Any

COLUMNS = (
    "verb", "actor_id", "actor", "behalf", "subject_kind", "subject_id", "subject", "reason", "before", "after",
)  # fmt: skip


def digest(rule: str, previous: str, entry: dict[str, Any]) -> str:
    total = hashlib.sha256()
    for part in (rule, previous, str(entry["seq"]), entry["at"], *(entry[name] for name in COLUMNS)):
        encoded = part.encode("utf-8")
        total.update(str(len(encoded)).encode("ascii") + b":" + encoded)
    return total.hexdigest()


def wrong(rule: str, line: str, expected: int, previous: str) -> tuple[str, str]:
    """What is wrong with one line, "" if nothing; and its hash."""
    try:
        entry = json.loads(line)
        if entry["seq"] != expected or isinstance(entry["seq"], bool):
            return "missing or out of order / 缺失或顺序不符", previous
        if entry["previous"] != previous:
            return "does not follow the entry before / 与前一条不衔接", previous
        if entry["hash"] != digest(rule, previous, entry):
            return "is not what was written / 内容与写入时不符", previous
        if set(entry) != {"seq", "at", "previous", "hash", *COLUMNS}:
            return "has other columns / 栏目不符", previous
    except (ValueError, KeyError, TypeError, AttributeError):
        return "cannot be read / 无法读取", previous
    return "", entry["hash"]


def check(lines: Iterable[str], proof: dict[str, Any]) -> tuple[int, str, str]:
    """The first bad entry and why, or (0, "") and the head."""
    previous, count = "0" * 64, 0
    for line in lines:
        why, previous = wrong(proof["rule"], line, count + 1, previous)
        if why:
            return count + 1, why, previous
        count += 1
    if count != proof["count"]:
        return (
            count + 1,
            "the proof counts {} entries / 证明文件载明 {} 条".format(proof["count"], proof["count"]),
            previous,
        )
    if previous != proof["head"]:
        return count, "has another hash than the proof names / 哈希与证明文件不符", previous
    return 0, "", previous


def opened(place: pathlib.Path) -> tuple[dict[str, Any], Iterable[str]]:
    """proof.json as read, and entries.jsonl as lines."""
    if place.is_dir():
        return json.loads((place / "proof.json").read_text("utf-8")), (place / "entries.jsonl").open(encoding="utf-8")
    packed = zipfile.ZipFile(place)
    lines = io.TextIOWrapper(packed.open("entries.jsonl"), encoding="utf-8")
    return json.loads(packed.read("proof.json").decode("utf-8")), lines


def main() -> int:
    place = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)
    try:
        proof, lines = opened(place)
        bad, why, head = check(lines, proof)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        print(f"Nothing to check in {place}: {error} / 无可核验的内容")
        return 2
    if bad:
        print(f"BROKEN at entry {bad}: it {why} (第 {bad} 条)")
        return 1
    print(f"SOUND: {proof['count']} entries, head {head} / 记录完整，共 {proof['count']} 条")
    return 0


if __name__ == "__main__":
    sys.exit(main())

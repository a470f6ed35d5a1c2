"""The hidden key of a workbook's row: which project and month it is of, and which version was seen."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from keyworks.values.months import Month

MARK = "KW1"
SHAPE = re.compile(rf"{MARK}\|(\d{{6}})\|([^|]{{0,40}})\|(\d{{1,15}})\|(\d{{1,6}})\|([0-9a-f]{{10}})")


@dataclass(frozen=True)
class Key:
    """`district` is the code of the project's, "" for none; `version` the one seen, 0 where none was filed."""

    month: Month
    district: str
    project: int
    version: int

    def written(self, number: str) -> str:
        """The key as its cell has it, bound to the project's number beside it."""
        told = f"{MARK}|{int(self.month)}|{self.district}|{self.project}|{self.version}"
        return f"{told}|{_check(told, number)}"


def _check(told: str, number: str) -> str:
    return hashlib.sha256(f"{told}|{number.strip()}".encode()).hexdigest()[:10]


def read(text: str, number: str) -> Key | None:
    """The key of a cell beside this number; None where it was changed, or belongs to another row."""
    found = SHAPE.fullmatch(text.strip())
    if found is None or _check(text.strip().rpartition("|")[0], number) != found[5]:
        return None
    try:
        return Key(Month.from_int(int(found[1])), found[2], int(found[3]), int(found[4]))
    except ValueError:
        return None

"""The export as proof: every entry with its hashes, what they come to, how they are computed, and a checker."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from keyworks.record.rules import GENESIS, HASHED, RULE, Proof, Row, moment_of

ENTRIES, PROOF, VERIFY = "entries.jsonl", "proof.json", "verify.py"
HOW = (
    "entries.jsonl holds one entry a line, in order, numbered by seq from 1 without gaps.",
    f"The previous of entry 1 is {GENESIS}; that of every other entry is the hash of the entry before it.",
    "An entry's hash is SHA-256, in lower-case hexadecimal, over these texts one after the other: rule, previous, seq "
    f"in decimal, at, {', '.join(HASHED)}. Each text is preceded by its length in bytes of UTF-8, in decimal, and a "
    "colon, and is itself in UTF-8.",
    "at is UTC with six digits of a second and +00:00. before and after are texts (JSON inside), hashed as they stand.",
    "count is the number of entries, head the hash of the last. Keep both elsewhere: with them a later export or "
    "`keyworks audit verify --against proof.json` shows if anything up to here was changed, removed or added.",
    "To check this export: python3 verify.py",
)


def line(row: Row) -> str:
    """An entry as a line of the export; a column that holds no text stays as it is, for the checker to find."""
    seq, moment, *columns, previous, written = row
    at = moment_of(moment)
    told = at.astimezone(UTC).isoformat(timespec="microseconds") if at else str(moment)
    entry = {
        "seq": seq, "at": told, **dict(zip(HASHED, columns, strict=True)), "previous": previous, "hash": written,
    }  # fmt: skip
    return json.dumps(entry, ensure_ascii=False, default=repr)


def write(path: Path, chunks: Iterable[list[Row]], *, made_at: datetime, installation: str = "") -> Proof:
    """Write the export to `path`; what it comes to, as it stands in the database."""
    count, head, first, last = 0, GENESIS, "", ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open(_named(ENTRIES, made_at), "w", force_zip64=True) as entries:
            for rows in chunks:
                lines = [line(row) for row in rows]
                entries.write("".join(f"{one}\n" for one in lines).encode())
                first = first or json.loads(lines[0])["at"]
                count, head, last = count + len(rows), str(rows[-1][-1]), json.loads(lines[-1])["at"]
        proof = {
            "rule": RULE, "count": count, "head": head, "first_at": first, "last_at": last,
            "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds"), "installation": installation, "how": HOW,
        }  # fmt: skip
        packed.writestr(_named(PROOF, made_at), json.dumps(proof, ensure_ascii=False, indent=2) + "\n")
        packed.writestr(_named(VERIFY, made_at), Path(__file__).with_name(VERIFY).read_bytes())
    return Proof(count, head)


def read(path: Path) -> Proof:
    """The proof noted earlier: proof.json, or the export it stands in. ValueError where it is none."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                text = packed.read(PROOF).decode()
        else:
            text = path.read_text(encoding="utf-8")
        found = json.loads(text)
        count, head = found["count"], found["head"]
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"no proof: {error}") from error
    if type(count) is not int or count < 0 or type(head) is not str or found.get("rule") != RULE:
        raise ValueError(f"no proof by {RULE}")
    return Proof(count, head)


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info

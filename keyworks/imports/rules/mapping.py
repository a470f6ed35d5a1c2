"""A mapping as a document: read with every fault told, and written again."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import fields
from typing import Any

from keyworks.imports.rules import patterns
from keyworks.imports.rules.faults import Faults, join, told
from keyworks.imports.rules.specs import (
    JOIN,
    UNSPECIFIED,
    Bound,
    Column,
    Component,
    Found,
    Mapping,
    MoneyOf,
    Name,
    Skip,
    Snapshot,
    Source,
    Where,
    folded,
)
from keyworks.imports.rules.targets import AMOUNTS, EXTRA, NOTHING, Target, target, targets
from keyworks.values.money import CURRENCIES, UNITS
from keyworks.values.problems import Problem

FORM = "mapping/1"
MOST_COLUMNS, MOST_VALUES, MOST_HEADS, MOST_SKIPS, MOST_FILES = 500, 5_000, 20, 20, 20
ORDERS = ("", "ymd", "dmy", "mdy")
ENCODINGS = ("", "utf-8", "utf-8-sig", "gb18030", "cp1252", "latin-1")
SEPARATORS = ("", ",", ";", "\t", "|")
PLACES = ("from", "like", "template", "fixed")

_WHOLE = (
    "keyworks", "name", "title", "note", "series", "files", "layout", "text", "money", "days", "key", "also_key",
    "snapshot", "absent", "older", "skip", "columns", "others", "rows", "component",
)  # fmt: skip
_COLUMN = (
    "to", "from", "also", "join", "like", "template", "fixed", "money", "days", "nothing", "wrong", "range", "values",
    "open", "year", "fund", "label", "match", "as", "several",
)  # fmt: skip
_SINGLE = frozenset(_COLUMN) - {"to", "year", "fund", "range"}
"""What may be said of a column that says something of a part."""
_PARTS = tuple(f"component.{name}" for name in (
    "state", "state_on", "planned_start", "planned_finish", "started_on", "finished_on", "name_en", "note_zh",
    "note_en",
))  # fmt: skip


def read(document: Any) -> Mapping | list[Problem]:
    """The mapping that a document says, or all that is wrong with it, each fault with its path."""
    faults = Faults()
    mapping = _mapping(document, faults)
    return faults.problems or mapping


def _mapping(document: Any, faults: Faults) -> Mapping:
    if not isinstance(document, Map) or document.get("keyworks") != FORM:
        faults.no("keyworks", "imports.mapping_form", form=FORM)
        return Mapping("", "")
    said = faults.object(document, "", _WHOLE)
    name = faults.text(said.get("name"), "name", 60)
    if not name.strip():
        faults.no("name", "imports.mapping_lacks", what="name")
    texts = faults.object(said.get("text"), "text", ("encoding", "separator"))
    mapping = Mapping(
        name=name,
        series=faults.text(said.get("series"), "series", 60) or name,
        title=_spoken(said.get("title"), "title", faults),
        note=_spoken(said.get("note"), "note", faults, 2_000),
        files=tuple(filter(None, faults.many(said.get("files"), "files", MOST_FILES, faults.pattern))),
        layout=_where(said.get("layout"), faults),
        encoding=faults.choice(texts.get("encoding", ""), "text.encoding", ENCODINGS),
        separator=faults.choice(texts.get("separator", ""), "text.separator", SEPARATORS),
        money=_money(said.get("money"), "money", faults),
        days=faults.choice(said.get("days", ""), "days", ORDERS),
        key=faults.texts(said.get("key"), "key", MOST_HEADS),
        also_key=faults.many(said.get("also_key"), "also_key", MOST_HEADS, lambda one, path: _name(one, path, faults)),
        snapshot=_snapshot(said.get("snapshot"), faults),
        absent=faults.choice(said.get("absent", "nothing"), "absent", ("nothing", "unreported")),
        older=faults.choice(said.get("older", "refuse"), "older", ("refuse", "leave")),
        skip=faults.many(said.get("skip"), "skip", MOST_SKIPS, lambda one, path: _skip(one, path, faults)),
        columns=_columns(said.get("columns"), faults),
        others=faults.choice(said.get("others", EXTRA), "others", (EXTRA, NOTHING)),
        rows=faults.choice(said.get("rows", "project"), "rows", ("project", "several")),
        component=_component(said.get("component"), faults),
    )
    if mapping.component and mapping.rows != "several":
        faults.no("rows", "imports.mapping_rows")
    if not mapping.component and any(one.to in _PARTS for one in mapping.columns):
        faults.no("component", "imports.mapping_lacks", what="component")
    return mapping


def _spoken(value: Any, path: str, faults: Faults, most: int = 200) -> Map[str, str]:
    said = faults.object(value, path, ("zh", "en"))
    return {tongue: text for tongue in said if (text := faults.text(said[tongue], join(path, tongue), most))}


def _where(value: Any, faults: Faults) -> Where:
    said = faults.object(value, "layout", ("sheet", "across", "head", "first", "left", "hidden"))
    head = said.get("head")
    if head is not None:
        rows = faults.many(head, "layout.head", 2, lambda one, path: faults.whole(one, path, 1, 1_000_000))
        head = (rows[0], rows[-1]) if rows else None
        if head and not head[0] <= head[1] < head[0] + 20:
            faults.no("layout.head", "imports.mapping_no_head", got=f"{head[0]}–{head[1]}")
    counted = {
        name: faults.whole(said[name], f"layout.{name}", 1, 1_000_000) for name in ("first", "left") if name in said
    }
    return Where(
        faults.text(said.get("sheet"), "layout.sheet", 100),
        faults.flag(said.get("across", False), "layout.across"),
        head,
        counted.get("first"),
        counted.get("left"),
        faults.flag(said.get("hidden", False), "layout.hidden"),
    )


def _money(value: Any, path: str, faults: Faults) -> MoneyOf:
    said = faults.object(value, path, ("currency", "unit"))
    currencies, units = ("", *CURRENCIES), ("yuan", *(unit for unit in UNITS if unit != "yuan"))
    return MoneyOf(
        faults.choice(said.get("currency", ""), join(path, "currency"), currencies),
        faults.choice(said.get("unit", "yuan"), join(path, "unit"), units),
    )


def _snapshot(value: Any, faults: Faults) -> Snapshot | None:
    if value is None:
        return None
    said = faults.object(value, "snapshot", ("column", "file", "on", "month", "day", "add", "starts"))
    ways = [name for name in ("column", "file", "on") if name in said]
    if len(ways) != 1:
        faults.no("snapshot", "imports.mapping_one_of", choices="column, file, on")
    return Snapshot(
        column=faults.text(said.get("column"), "snapshot.column"),
        file=faults.pattern(said.get("file"), "snapshot.file"),
        on=faults.day(said["on"], "snapshot.on") if "on" in said else None,
        month=faults.whole(said["month"], "snapshot.month", 1, 12) if "month" in said else 0,
        day=faults.whole(said["day"], "snapshot.day", 1, 31) if "day" in said else 0,
        add=faults.whole(said.get("add", 0), "snapshot.add", -10, 10),
        starts=faults.whole(said.get("starts", 1), "snapshot.starts", 1, 12),
    )


def _name(value: Any, path: str, faults: Faults) -> Name:
    if isinstance(value, str):
        return Name(faults.text(value, path))
    said = faults.object(value, path, ("from", "drop"))
    if not said.get("from"):
        faults.no(path, "imports.mapping_lacks", what="from")
    drop = faults.many(said.get("drop"), f"{path}.drop", MOST_HEADS, faults.pattern)
    return Name(faults.text(said.get("from"), f"{path}.from"), tuple(filter(None, drop)))


def _skip(value: Any, path: str, faults: Faults) -> Skip:
    said = faults.object(value, path, ("column", "like"))
    for name in ("column", "like"):
        if not said.get(name):
            faults.no(path, "imports.mapping_lacks", what=name)
    return Skip(faults.text(said.get("column"), f"{path}.column"), faults.pattern(said.get("like"), f"{path}.like"))


def _columns(value: Any, faults: Faults) -> tuple[Column, ...]:
    if value is not None and not isinstance(value, list | tuple):
        faults.no("columns", "imports.mapping_no_list", got=told(value))
        return ()
    columns = faults.many(value, "columns", MOST_COLUMNS, lambda one, path: _column(one, path, faults))
    if not any(one.to in ("name_zh", "name_en") for one in columns):
        faults.no("columns", "imports.mapping_lacks", what="name_zh")
    return columns


def _column(value: Any, path: str, faults: Faults, to: str = "") -> Column:
    said = faults.object(value, path, tuple(_SINGLE) if to else _COLUMN)
    to = to or faults.text(said.get("to"), f"{path}.to", 60)
    found = target(to)
    if found is None:
        faults.no(f"{path}.to", "imports.mapping_target", text=to[:60])
        found, to = target(NOTHING), NOTHING
    assert found is not None
    ways = [name for name in PLACES if said.get(name) not in (None, "", [])]
    if len(ways) != 1:
        faults.no(path, "imports.mapping_one_of", choices=", ".join(PLACES))
    heads = faults.texts(said.get("from"), f"{path}.from", MOST_HEADS)
    column = Column(
        to,
        heads,
        also=faults.texts(said.get("also"), f"{path}.also", MOST_HEADS),
        join=faults.text(said.get("join", JOIN), f"{path}.join", 20),
        like=faults.pattern(said.get("like"), f"{path}.like"),
        template=faults.text(said.get("template"), f"{path}.template", 500),
        fixed=faults.text(said.get("fixed"), f"{path}.fixed", 500),
        money=_money(said["money"], f"{path}.money", faults) if "money" in said else None,
        days=faults.choice(said["days"], f"{path}.days", ORDERS) if "days" in said else None,
        nothing=tuple(
            _word(one, f"{path}.nothing", faults) for one in faults.texts(said.get("nothing"), f"{path}.nothing", 200)
        ),
        wrong=faults.choice(said.get("wrong", "refuse"), f"{path}.wrong", ("refuse", "leave")),
        range=faults.choice(said.get("range", "keep"), f"{path}.range", ("keep", "low", "high", "middle")),
        values=_values(said.get("values"), f"{path}.values", faults),
        open=faults.flag(said.get("open", False), f"{path}.open"),
        year=_year(said.get("year"), f"{path}.year", faults),
        fund=_fund(said.get("fund", UNSPECIFIED), f"{path}.fund", faults),
        label=faults.text(said.get("label"), f"{path}.label", 100),
        match=faults.pattern(said.get("match"), f"{path}.match"),
        form=faults.choice(said.get("as", ""), f"{path}.as", ("", "day", "number")),
        several=faults.choice(said.get("several", ""), f"{path}.several", ("", "first", "sum", "list")),
    )
    _fits(column, found, path, faults)
    return column


def _fits(column: Column, found: Target, path: str, faults: Faults) -> None:
    """What is said of a column goes together."""
    if column.open and not found.opens:
        faults.no(f"{path}.open", "imports.mapping_closed", text=column.to)
    if column.also and len(column.heads) != 1:
        faults.no(f"{path}.also", "imports.mapping_also")
    if column.template and not column.named:
        faults.no(f"{path}.template", "imports.mapping_template")
    if found.name == AMOUNTS and column.year is None and "(?P<year>" not in column.like:
        faults.no(f"{path}.year", "imports.mapping_lacks", what="year")
    if found.name == EXTRA and not column.heads and not column.like and not column.label:
        faults.no(f"{path}.label", "imports.mapping_lacks", what="label")


def _values(value: Any, path: str, faults: Faults) -> Map[str, str | None]:
    if value is None:
        return {}
    if not isinstance(value, Map):
        faults.no(path, "imports.mapping_no_object", got=told(value))
        return {}
    if len(value) > MOST_VALUES:
        faults.no(path, "imports.mapping_many", most=MOST_VALUES, got=len(value))
        return {}
    return {
        _word(theirs, f"{path}.{number}", faults): None if ours is None else faults.text(ours, f"{path}.{number}")
        for number, (key, ours) in enumerate(value.items(), 1)
        if (theirs := faults.text(key, f"{path}.{number}", 300)) or key == ""
    }


def _word(word: str, path: str, faults: Faults) -> str:
    """A word, or a pattern between slashes."""
    if pattern := patterns.slashed(word):
        faults.pattern(pattern, path)
    return word


def _source(value: Any, path: str, faults: Faults) -> Source:
    said = faults.object(value, path, ("column", "file", "form", "add", "ends", "values", "open"))
    if bool(said.get("column")) == bool(said.get("file")):
        faults.no(path, "imports.mapping_one_of", choices="column, file")
    return Source(
        faults.text(said.get("column"), f"{path}.column"),
        faults.pattern(said.get("file"), f"{path}.file"),
        faults.pattern(said.get("form"), f"{path}.form"),
        faults.whole(said.get("add", 0), f"{path}.add", -10, 10),
        faults.whole(said.get("ends", 12), f"{path}.ends", 1, 12),
        _values(said.get("values"), f"{path}.values", faults),
        faults.flag(said.get("open", False), f"{path}.open"),
    )


def _year(value: Any, path: str, faults: Faults) -> Source | int | None:
    if value is None or isinstance(value, int):
        return None if value is None else faults.whole(value, path, 1900, 2200)
    return _source(value, path, faults)


def _fund(value: Any, path: str, faults: Faults) -> Source | str:
    return faults.text(value, path, 60) if isinstance(value, str) else _source(value, path, faults)


def _component(value: Any, faults: Faults) -> Component | None:
    if value is None:
        return None
    inner = [to.removeprefix("component.") for to in _PARTS]
    said = faults.object(value, "component", ("name", "kind", *inner))
    name = faults.texts(said.get("name"), "component.name", MOST_HEADS)
    kind = faults.text(said.get("kind"), "component.kind", 40)
    for what, given in (("name", name), ("kind", kind)):
        if not given:
            faults.no(f"component.{what}", "imports.mapping_lacks", what=what)
    columns = [_column(said[one], f"component.{one}", faults, to=f"component.{one}") for one in inner if said.get(one)]
    return Component(name, kind, tuple(columns))


def document(mapping: Mapping) -> dict[str, Any]:
    """The document of a mapping, without what goes without saying; `read` gives the same mapping again."""
    said: dict[str, Any] = {"keyworks": FORM, "name": mapping.name, "series": mapping.series}
    plain = ("title", "note", "files", "days", "key", "absent", "others", "rows")
    said |= {name: _plain(getattr(mapping, name)) for name in plain if getattr(mapping, name)}
    said |= {"older": mapping.older} if mapping.older != "refuse" else {}
    said["also_key"] = [
        {"from": one.head, "drop": list(one.drop)} if one.drop else one.head for one in mapping.also_key
    ]
    said["layout"] = {one.name: _plain(getattr(mapping.layout, one.name)) for one in fields(Where)}
    said["text"] = {"encoding": mapping.encoding, "separator": mapping.separator}
    said["money"] = _small(mapping.money)
    said["snapshot"] = _small(mapping.snapshot)
    said["skip"] = [{"column": one.column, "like": one.like} for one in mapping.skip]
    said["columns"] = [_column_said(one) for one in mapping.columns]
    if part := mapping.component:
        inner = {one.to.removeprefix("component."): _column_said(one, inner=True) for one in part.columns}
        said["component"] = {"name": list(part.name), "kind": part.kind, **inner}
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Map) else value


def _small(value: Snapshot | MoneyOf | Source | None) -> dict[str, Any] | None:
    """The fields that say something."""
    if value is None:
        return None
    usual = type(value)()
    changed = [one.name for one in fields(value) if getattr(value, one.name) != getattr(usual, one.name)]
    said = {name: _plain(getattr(value, name)) for name in changed}
    return {name: one.isoformat() if name == "on" else one for name, one in said.items()}


def _column_said(column: Column, *, inner: bool = False) -> dict[str, Any]:
    said: dict[str, Any] = {} if inner else {"to": column.to}
    if column.heads:
        said["from"] = column.heads[0] if len(column.heads) == 1 else list(column.heads)
    usual = Column(column.to)
    for one in fields(Column):
        value = getattr(column, one.name)
        if one.name in ("to", "heads") or value == getattr(usual, one.name):
            continue
        said["as" if one.name == "form" else one.name] = (
            _small(value) if isinstance(value, MoneyOf | Source) else _plain(value)
        )
    return said


__all__ = ["Bound", "Column", "Component", "Found", "Mapping", "Target", "document", "folded", "read", "targets"]

"""Tables: sorted, paged by key, with the columns the reader chose, and shown cell by cell.

A view makes a Table of a queryset of `.values()`, or of a short list of dicts with "pk", and shows it with
`<c-table :table="table" />`. With `export=True` it answers `if table.exporting: return table.sheet()`.
Everything the reader chooses stands in the address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.base import exports, keyset, shown
from keyworks.base.cells import Column, Row, cell, chip_words, plain
from keyworks.base.manifest import Text

__all__ = ["Bulk", "Column", "Table"]

SIZES = (50, 100, 200)


@dataclass(frozen=True)
class Bulk:
    """Something to do with the chosen rows: their keys are posted as `id` to the view `url_name`."""

    name: str
    label: Text
    url_name: str
    right: str = ""
    danger: bool = False

    @property
    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Line:
    """A shown row."""

    pk: Any
    url: str | None
    name: str
    cells: list[str]


@dataclass(frozen=True)
class Chip:
    """A filter in force, with the address that takes it away."""

    label: str
    value: str
    without: str


class Table:
    """A page of rows as the address asks for it."""

    def __init__(
        self,
        request: HttpRequest,
        *,
        key: str,
        columns: Sequence[Column],
        rows: QuerySet[Any] | list[dict[str, Any]],
        row_url: Callable[[Any], str | None] | None = None,
        filters: forms.Form | None = None,
        bulk: Sequence[Bulk] = (),
        empty: tuple[Text, Text] = ("", ""),
        sort: str = "",
        label: Text = "",
        export: bool = False,
        count: bool = False,
        prefix: str = "",
        sorts: Sequence[tuple[Text, str]] = (),
        told: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] | None = None,
        sums: Callable[[str], Any] | None = None,
    ) -> None:
        """Of a long list each row has its "pk" and what it is sorted by; `told` makes the rows that are shown of those,
        and `sums` tells a column's sum over all."""
        self.request, self.key, self.all_columns, self.rows = request, key, list(columns), rows
        self.row_url, self.filters, self.empty, self.label = row_url, filters, empty, label
        self.export, self.count, self.prefix = export, count, prefix
        self.sorts, self.told, self.sums = sorts, told, sums
        person: Any = request.user
        self.bulk = [one for one in bulk if not one.right or person.may(one.right)]
        self.sort = self._sort(sort)
        self.size = self._size()
        self.columns = self._columns()

    def _asked(self, name: str) -> str:
        return self.request.GET.get(self.prefix + name, "")

    def _sort(self, default: str) -> str:
        orders = {column.order for column in self.all_columns if column.order}
        asked = self._asked("sort")
        name = asked.removeprefix("-")
        if name in orders and (isinstance(self.rows, list) or keyset.sortable(self.rows, name)):
            return asked
        return default or "-pk"

    def _size(self) -> int:
        asked = self._asked("size")
        return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]

    def _columns(self) -> list[Column]:
        asked = self.request.GET.getlist(self.prefix + "columns")
        chosen = {name for names in asked for name in names.split(",")}
        found = [column for column in self.all_columns if column.name in chosen]
        return found or [column for column in self.all_columns if column.shown]

    @cached_property
    def page(self) -> keyset.Page:
        after, before = self._asked("after"), self._asked("before")
        if isinstance(self.rows, list):
            page = keyset.page_of_list(self.rows, self.sort, self.size, after=after, before=before)
            return replace(page, rows=self._told(page.rows))
        return keyset.page(self.rows, self.sort, self.size, after=after, before=before)

    def _told(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if self.told is None:
            return rows
        return [{**row, **more} for row, more in zip(rows, self.told(rows), strict=True)]

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.page.rows]

    def _line(self, row: Row) -> Line:
        url = self.row_url(row) if self.row_url else None
        cells = [cell(column, column.value(row)) for column in self.columns]
        if url and self.columns[0].kind != "link":
            cells[0] = format_html('<a class="row-link" href="{}">{}</a>', url, cells[0])
        return Line(row[keyset.PK], url, plain(self.columns[0], self.columns[0].value(row)), cells)

    @property
    def body(self) -> SafeString:
        """The rows of the table. Written here and not in a template, which takes five times as long for 200 rows."""
        tags = [
            format_html('<td class="kw-c-{}{}" data-label="{}">', one.kind, " kw-fact" if one.fact else "", one.head)
            for one in self.columns
        ]
        if tags:
            tags[0] = format_html('<th scope="row" class="kw-c-{}">', self.columns[0].kind)
        return mark_safe("\n".join(self._written(line, tags) for line in self.lines))  # noqa: S308 (of escaped cells)

    def _written(self, line: Line, tags: Sequence[str]) -> str:
        ends = ["</th>", *["</td>"] * (len(tags) - 1)]
        cells = "".join(f"{tag}{html}{end}" for tag, html, end in zip(tags, line.cells, ends, strict=True))
        chosen = ""
        if self.bulk:
            chosen = format_html(
                '<td class="kw-select"><input type="checkbox" class="form-check-input" name="id" value="{}" '
                'form="bulk-{}" aria-label="{}"></td>',
                line.pk, self.key, _("Select %(name)s") % {"name": line.name},
            )  # fmt: skip
        opens = format_html(' data-href="{}"', line.url) if line.url else ""
        return f"<tr{opens}>{chosen}{cells}</tr>"

    @property
    def has_facts(self) -> bool:
        """Do some columns stand out for the phone's card, so that the others stay away from it?"""
        return any(column.fact for column in self.columns)

    @cached_property
    def totals(self) -> dict[str, Any] | None:
        """Sums over all rows the filters leave, made by the database; None where no column asks for them."""
        names = [column.name for column in self.columns if column.total]
        if not names:
            return None
        if isinstance(self.rows, list) and self.sums is not None:
            return {"rows": len(self.rows)} | {f"total_{name}": self.sums(name) for name in names}
        if isinstance(self.rows, list):
            known = {name: [row[name] for row in self.rows if row[name] is not None] for name in names}
            return {"rows": len(self.rows)} | {
                f"total_{name}": sum(found[1:], found[0]) if found else None for name, found in known.items()
            }
        return self.rows.aggregate(rows=Count("pk"), **{f"total_{name}": Sum(name) for name in names})

    @property
    def total_words(self) -> str:
        """What the sums are of; "" where there are none."""
        if not self.totals:
            return ""
        rows = self.totals["rows"]
        return ngettext("Sum of %(rows)s row", "Sum of %(rows)s rows", rows) % {"rows": shown.number(rows)}

    @property
    def total_cells(self) -> list[tuple[Column, str]]:
        found = self.totals or {}
        return [(one, cell(one, found.get(f"total_{one.name}")) if one.total else "") for one in self.columns]

    @cached_property
    def total_count(self) -> int | None:
        """How many rows there are, where that is known or asked for; nobody counts what nobody reads."""
        if self.totals:
            return int(self.totals["rows"])
        if not (self.page.after or self.page.before):
            return len(self.page.rows)
        if isinstance(self.rows, list):
            return len(self.rows)
        return self.rows.count() if self.count or self._asked("count") == "1" else None

    # Addresses: each keeps whatever else the reader has chosen.

    def address(self, *without: str, **changes: str) -> str:
        """This page's address with changes; turning back to the first page unless told where to stand."""
        query = self.request.GET.copy()
        for name in (*without, "after", "before"):
            query.pop(self.prefix + name, None)
        for name, value in changes.items():
            query[self.prefix + name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @property
    def inside(self) -> bool:
        """Is the table shown in a panel of another page, so that its links stay in the panel?"""
        return bool(self.request.headers.get("HX-Request"))

    @property
    def newer(self) -> str:
        return self.address(before=self.page.before) if self.page.before else ""

    @property
    def older(self) -> str:
        return self.address(after=self.page.after) if self.page.after else ""

    @property
    def first(self) -> str:
        return self.address()

    @property
    def counting(self) -> str:
        return self.address(count="1")

    @property
    def sizes(self) -> list[tuple[int, str]]:
        return [(size, self.address(size=str(size))) for size in SIZES]

    @property
    def export_addresses(self) -> dict[str, str]:
        return {kind: self.address(export=kind) for kind in exports.KINDS}

    @property
    def heads(self) -> list[tuple[Column, str, str]]:
        """Each column with the address that sorts by it and how it is sorted now ("", ascending, descending)."""
        found = []
        for column in self.columns:
            now = {column.order: "ascending", f"-{column.order}": "descending"}.get(self.sort, "")
            turned = f"-{column.order}" if now == "ascending" else column.order
            found.append((column, self.address(sort=turned) if column.order else "", now if column.order else ""))
        return found

    @property
    def orders(self) -> list[tuple[Text, str, bool]]:
        """The orders most readers want, each with its address and whether it is the one of now."""
        return [(label, self.address(sort=name), name == self.sort) for label, name in self.sorts]

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """Every column, and whether it is shown now."""
        return [(column, column in self.columns) for column in self.all_columns]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a filter form has to carry along: all of the address that is not one of its fields."""
        fields = set(self.filters.fields) if self.filters else set()
        dropped = {self.prefix + name for name in ("after", "before", "count", "export")}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in fields and name not in dropped
            for value in values
        ]

    @property
    def kept_for_columns(self) -> list[tuple[str, str]]:
        dropped = {self.prefix + name for name in ("after", "before", "count", "export", "columns")}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in dropped
            for value in values
        ]  # fmt: skip

    @cached_property
    def chips(self) -> list[Chip]:
        if self.filters is None or not self.filters.is_bound:
            return []
        self.filters.is_valid()
        found = []
        for bound in self.filters:
            value = self.filters.cleaned_data.get(bound.name)
            if value in (None, "", [], False) or bound.is_hidden:
                continue
            found.append(Chip(str(bound.label), chip_words(bound, value), self.address(bound.html_name)))
        return found

    @property
    def unfiltered(self) -> str:
        return self.address(*(self.filters.fields if self.filters else ()))

    # What I see, as a file.

    @property
    def exporting(self) -> bool:
        return self.export and self._asked("export") in exports.KINDS

    def sheet(self) -> HttpResponseBase:
        """All pages of what the reader sees, as the kind of sheet they asked for."""
        chosen = exports.Export(
            key=self.key,
            label=str(self.label or self.key),
            columns=self.columns,
            rows=self._all(),
            sums=self._sums,
            chips=[(chip.label, chip.value) for chip in self.chips],
        )
        return exports.KINDS[self._asked("export")](chosen)

    def _sums(self) -> Sequence[Any]:
        if not self.totals:
            return ()
        sums = [self.totals.get(f"total_{column.name}") for column in self.columns[1:]]
        return [self.total_words, *sums]

    def _all(self) -> Iterable[Row]:
        """One row more than is written, so that the sheet can say that there are more."""
        if isinstance(self.rows, list):
            return self._told(keyset.sorted_list(self.rows, self.sort))
        return keyset.ordered(self.rows, self.sort)[: exports.LONGEST + 1].iterator(chunk_size=2000)

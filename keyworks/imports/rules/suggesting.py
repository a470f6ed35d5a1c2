"""A first mapping of a list that nobody has described: from the names of its columns and from their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from keyworks.formats.cells.words import UNKEPT
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules.mapping import FORM
from keyworks.imports.rules.synonyms import FUNDS, KEY, PUBLIC, SNAPSHOT, YEARS
from keyworks.imports.rules.targets import AMOUNTS, OPEN_KINDS, target
from keyworks.imports.rules.telling import Told, named, pieces
from keyworks.projects.files.sheet.columns import Lists
from keyworks.values.money import CURRENCIES

LEAST = 0.45
SURE, LIKELY = 0.8, 0.62
LONGEST_HEAD, LONGEST_NAME, LONGEST_CODE = 200, 200, 200
MOST_READ = 3_000
BY_VALUES = ("district", "stage", "year_tag", "list_class", "department", "owner", "category", "sector", "nature",
             "investor", "programme", "chain")  # fmt: skip
TARGET_OF = {"department": "lead_department", "programme": "programmes", "chain": "chains"}
"""List whose words the values may be → the target, where it has another name."""


class Guess(NamedTuple):
    """A column may mean a target: how likely, and whether its name, its values or both say so."""

    share: float
    column: Told
    to: str
    why: str


def suggest(
    heads: Sequence[str], samples: Sequence[Mapping[str, int] | Iterable[Value]], lists: Lists, *, name: str = ""
) -> dict[str, Any]:
    """A mapping document, with `reasons` beside it: head → its target, how sure ("sure", "likely", "guess"), and why.

    `samples` are each column's values: either as they stand in the rows, or each with how often it stands there.
    """
    columns = [Told.of(head, at, values, lists) for at, (head, values) in enumerate(zip(heads, samples, strict=True))]
    columns = [one for one in columns if one.head and len(one.head) <= LONGEST_HEAD and not UNKEPT.search(one.head)]
    chosen = _chosen(columns)
    by_target = {guess.to: guess.column for guess in chosen}
    key, snapshot = _key(columns, by_target), by_target.get(SNAPSHOT) or _years(columns, by_target)
    said = [_spec(guess, columns) for guess in chosen if guess.to not in {SNAPSHOT, KEY}]
    specs = [*(one for one in said if one), *_lacking(columns, by_target, key)]
    heads_of_key = [key.head] if key else _together(specs, by_target)
    money = _money([guess.column for guess in chosen if _kind(guess.to) == "money"], specs)
    days = _order([guess.column for guess in chosen if _kind(guess.to) == "day" or guess.to == SNAPSHOT], specs)
    reasons = {
        guess.column.head: {
            "to": guess.to,
            "sure": _sure(guess.share),
            "why": guess.why,
            "share": round(guess.share, 2),
        }
        for guess in chosen
    }
    for head in heads_of_key[1:]:
        reasons[head]["to"] = "name_zh"
    if key is not None:
        reasons.setdefault(key.head, {"to": KEY, "sure": "guess", "why": "values", "share": LEAST})
    document: dict[str, Any] = {
        "keyworks": FORM, "money": money, "days": days, "key": heads_of_key, "snapshot": _snapshot(snapshot),
        "absent": "unreported" if snapshot else "nothing", "columns": specs, "others": "extra",
        "rows": "several" if len(heads_of_key) > 1 else _rows(key or by_target.get("name_zh"), snapshot),
        "reasons": reasons,
    }  # fmt: skip
    return {"name": name, **document} if name else document


def _kind(to: str) -> str:
    found = target(to)
    return found.kind if found else ""


def _of(to: str) -> str:
    """The code list of a target."""
    found = target(to)
    return found.of if found else ""


def _sure(share: float) -> str:
    return "sure" if share >= SURE else "likely" if share >= LIKELY else "guess"


def _chosen(columns: Sequence[Told]) -> list[Guess]:
    """The likeliest meaning of each column: a target once, amounts once a year, parties as often as they stand."""
    guesses = [guess for column in columns for guess in (*_by_name(column, columns), *_by_values(column))]
    # Of two that are as likely the one that says more: "Estimated construction start date", not "Start date".
    guesses.sort(key=lambda guess: (-guess.share, -len(pieces(guess.column.head)), guess.column.at))
    taken: set[object] = set()
    chosen = []
    for guess in (*guesses, *_only_money(columns, guesses)):
        once = (AMOUNTS, guess.column.year) if guess.to == AMOUNTS else guess.to
        if guess.share < LEAST or guess.column.at in taken or (once in taken and not guess.to.startswith("party.")):
            continue
        taken |= {guess.column.at, once}
        chosen.append(guess)
    scope = next((guess for guess in chosen if guess.to == "scope_zh"), None)
    if scope is not None and not {"name_zh", "name_en"} & taken and _short(scope.column):
        chosen[chosen.index(scope)] = scope._replace(to="name_zh")
    return sorted(chosen, key=lambda guess: guess.column.at)


def _only_money(columns: Sequence[Told], guesses: Sequence[Guess]) -> Iterable[Guess]:
    """The one column of large numbers of a list in which no head says "total"."""
    if not any(guess.to in {"parts.total", AMOUNTS} and guess.share >= LEAST for guess in guesses):
        meant = {guess.column.at for guess in guesses if guess.share >= LEAST}
        found = [one for one in columns if one.large and one.at not in meant]
        if len(found) == 1:
            yield Guess(0.5, found[0], "parts.total", "values")


def _by_name(column: Told, columns: Sequence[Told]) -> Iterable[Guess]:
    for to, fit in named(column.head).items():
        if to == "parts.total" and column.year:
            continue
        if to == AMOUNTS and not (column.year or _beside(columns, YEARS)):
            continue
        yield from _weighed(column, to, fit)
    for role in column.lists.get("party_role", ()):
        asked = set(pieces(column.head))
        if column.values and (asked == set(pieces(role.en)) or (role.zh and role.zh in column.head)):
            yield Guess(0.7, column, f"party.{role.code}", "name")


def _weighed(column: Told, to: str, fit: float) -> Iterable[Guess]:
    """The guess by a name, with what the values say for or against it."""
    if not column.values:
        yield Guess(0.85 * fit, column, to, "name")
        return
    fits = _values_fit(column, to)
    if fits is not None and fits < 0.3:
        return
    share = 0.85 * fit if fits is None else 0.65 * fit + 0.35 * fits
    yield Guess(share, column, to, "both" if fits is not None and fits >= 0.6 else "name")


def _values_fit(column: Told, to: str) -> float | None:
    """How well the values fit a target, None where they cannot tell."""
    kind = _kind(to)
    if to == SNAPSHOT:
        return (
            max(column.days, float(column.years))
            if len(column.counts) < sum(column.counts.values())
            else column.days / 2
        )
    if to in {KEY, "local_number"}:
        return column.identifies
    if to == "project_code":
        return column.project_codes
    if kind == "day":
        # Codes of no day are few words often repeated, so that what is left of the column still tells.
        if column.years or (column.numbers > 0.5 and column.days < 0.5):
            return 0.4 * column.years
        return max(column.days, 0.9 * (column.days > 0))
    if kind == "money":
        return column.money if column.days < 0.5 or column.numbers > 0.5 else 0.0
    if kind == "choice":
        return len(column.coded(_of(to))) / len(column.values)
    if kind == "person":
        return column.listed("person")
    if kind == "degrees":
        return column.numbers
    if to.startswith(("name_", "scope_", "address_")):
        return 1.0 - column.numbers
    return None if column.days < 0.5 and max(map(len, column.values)) <= LONGEST_NAME else 0.0


def _by_values(column: Told) -> Iterable[Guess]:
    if column.project_codes > 0.8:
        yield Guess(0.9, column, "project_code", "values")
    for of in BY_VALUES:
        found = column.coded(of) if _kind(of) == "choice" else None
        share = len(found) / len(column.values) if found else column.listed(of)
        if share > 0.6 and len(column.counts) > 1:
            yield Guess(0.3 + 0.4 * share, column, TARGET_OF.get(of, of), "values")


def _beside(columns: Sequence[Told], called: frozenset[str]) -> Told | None:
    """The column of this name: of years, of sources of funds."""
    return next((one for one in columns if " ".join(pieces(one.head)) in called), None)


def _years(columns: Sequence[Told], by_target: Mapping[str, Told]) -> Told | None:
    """A column of years that is of the whole row: the one beside one amount a row, unless rows repeat for it."""
    found = _beside(columns, YEARS)
    if found is None or not found.years:
        return None
    financial = "financial" in pieces(found.head) or "fiscal" in pieces(found.head)
    return None if financial and AMOUNTS in by_target else found


def _key(columns: Sequence[Told], by_target: Mapping[str, Told]) -> Told | None:
    """The column that says which project a row is about; else one of codes that are all different."""
    for to in ("project_code", KEY, "local_number"):
        if to in by_target:
            return by_target[to]
    used = {one.at for one in by_target.values()}
    for one in columns:
        every = len(one.counts) > 1 and max(one.counts.values()) == 1
        if one.at not in used and every and one.identifies == 1.0 and one.days < 0.5 and _code_like(one):
            return one
    return None


def _code_like(column: Told) -> bool:
    return all(any(map(str.isdigit, value)) and any(map(str.isalpha, value)) for value in column.values)


def _together(specs: list[dict[str, Any]], by_target: Mapping[str, Told]) -> list[str]:
    """Where names repeat and short descriptions tell them apart, both together are the name and the key."""
    name, scope = by_target.get("name_zh"), by_target.get("scope_zh")
    if name is None or scope is None or max(name.counts.values(), default=1) == 1 or not _short(scope):
        return []
    for spec in specs:
        if spec["to"] == "name_zh":
            spec["from"] = [name.head, scope.head]
    specs[:] = [one for one in specs if one["to"] != "scope_zh"]
    return [name.head, scope.head]


def _short(column: Told) -> bool:
    """May the values be names?"""
    return column.share(len(one) <= LONGEST_NAME for one in column.values) > 0.95


def _rows(key: Told | None, snapshot: Told | None) -> str:
    """ "several" where a project has more rows than there are snapshots."""
    if key is None or not key.counts:
        return "project"
    return "several" if max(key.counts.values()) > (len(snapshot.counts) if snapshot else 1) else "project"


def _snapshot(column: Told | None) -> dict[str, Any] | None:
    if column is None:
        return None
    return {"column": column.head} | ({"month": 12, "day": 31} if column.years else {})


def _spec(guess: Guess, columns: Sequence[Told]) -> dict[str, Any] | None:
    column, to, kind = guess.column, guess.to, _kind(guess.to)
    spec: dict[str, Any] = {"from": column.head, "to": to}
    if to == AMOUNTS:
        years = _beside(columns, YEARS)
        if not column.year and years is None:
            return None
        spec["year"] = column.year or {"column": years.head}  # type: ignore[union-attr]
        fund = _beside(columns, FUNDS)
        if fund is not None and fund.listed("fund") == 1.0:
            spec["fund"] = {"column": fund.head}
    if kind in {"day", "money"}:
        spec |= _unread(column, kind)
    if kind == "choice":
        spec["values"] = {word: code for word, code in column.coded(_of(to)).items() if word != code and _sayable(word)}
    if kind in OPEN_KINDS and column.values and column.listed(_of(to)) < 1.0:
        spec["open"] = True
    return spec


def _unread(column: Told, kind: str) -> dict[str, Any]:
    """What cannot be read is left out and asked about: that "TBC" or "若干" means nothing, only a person can say."""
    reads = column.is_money if kind == "money" else column.is_day
    return {} if all(map(reads, list(column.counts)[:MOST_READ])) else {"wrong": "leave"}


def _sayable(word: str) -> bool:
    """May a mapping name it as it stands? What begins with a slash would be a pattern there."""
    return len(word) <= LONGEST_CODE and word[0] != "/"


def _lacking(columns: Sequence[Told], by_target: Mapping[str, Told], key: Told | None) -> Iterable[dict[str, Any]]:
    """What a project needs and no column says: a name, a number, the variant."""
    found = key or (columns[0] if columns else None)
    if found is not None and not {"name_zh", "name_en"} & set(by_target):
        yield {"from": found.head, "to": "name_zh"}
    if key is not None and not {"local_number", "project_code"} & set(by_target) and _code_like(key):
        yield {"from": key.head, "to": "local_number"}
    if "variant" not in by_target:
        told = " ".join(
            value
            for to in ("sector", "category", "name_zh", "scope_zh")
            for value in (by_target[to].values if to in by_target else ())
        ).casefold()
        if any(word in told for word in PUBLIC):
            yield {"fixed": "infrastructure", "to": "variant"}


def _money(columns: Sequence[Told], specs: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The money of most columns; others say their own."""
    each = {one.head: {"currency": one.currency, "unit": one.unit} for one in columns}
    named_ones = Counter(said["currency"] for said in each.values() if said["currency"] in CURRENCIES)
    currency = named_ones.most_common(1)[0][0] if named_ones else ""
    units = Counter(said["unit"] for said in each.values())
    usual = {"currency": currency, "unit": units.most_common(1)[0][0] if units else "yuan"}
    for spec in specs:
        own = each.get(str(spec.get("from")))
        if own is not None and _kind(spec["to"]) == "money":
            own = {"currency": own["currency"] or currency, "unit": own["unit"]}
            if own != usual:
                spec["money"] = own
    return usual


def _order(columns: Sequence[Told], specs: Sequence[dict[str, Any]]) -> str:
    """The order of days that most columns prove; a column that proves another says its own."""
    each = {one.head: one.order for one in columns if one.order}
    usual = Counter(each.values()).most_common(1)[0][0] if each else ""
    for spec in specs:
        own = each.get(str(spec.get("from")), usual)
        if _kind(spec["to"]) == "day" and own != usual:
            spec["days"] = own
    return usual

"""Which keys of several files mean the same project: linked by their names, never two that stand in one snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Node:
    """A key, the names under which it stands, and the days of the snapshots that name it."""

    key: str
    names: dict[str, None] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)


@dataclass(slots=True)
class Cluster:
    """Keys that are one project, in the order of their first day; `names` tells them from names without a key."""

    keys: list[str]
    names: dict[str, None]
    days: set[date]


def clusters(nodes: Iterable[Node]) -> tuple[list[Cluster], list[tuple[str, str, str]]]:
    """The projects, and (name, key, key) for each name that two of them share in one snapshot and are kept apart."""
    found: dict[int, Cluster] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    conflicts: list[tuple[str, str, str]] = []
    for number, node in enumerate(sorted(nodes, key=lambda one: (min(one.days), one.key))):
        cluster = Cluster([node.key], dict(node.names), set(node.days))
        for name in node.names:
            for at in by_name[name]:
                other = found.get(at)
                if other is None or other is cluster:
                    continue
                if other.days & cluster.days:
                    conflicts.append((name, other.keys[-1], node.key))
                    continue
                cluster = Cluster(
                    [*other.keys, *cluster.keys], {**other.names, **cluster.names}, other.days | cluster.days
                )
                del found[at]
        found[number] = cluster
        for name in cluster.names:
            standing = [at for at in by_name[name] if at in found]
            by_name[name] = [*standing, number] if number not in standing else standing
    return list(found.values()), conflicts

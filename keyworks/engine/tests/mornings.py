"""Mornings drawn at random, and the plainest way to their best plans: every order of every set is tried."""

from __future__ import annotations

from itertools import permutations

from hypothesis import strategies as st

from keyworks.engine.routing.problem import Morning, Opening, Site, Wish


class Frozen:
    """A clock that stands still, so that no limit is ever reached."""

    def __call__(self) -> float:
        return 0.0


def site(name: str, worth: int = 1, takes: int = 30, openings=((0, 240),), wish: Wish = Wish.MAY) -> Site:
    return Site(name, worth, takes, tuple(Opening(*span) for span in openings), wish)


def line(*sites: Site, at: list[int], departs: int = 0, back_by: int = 240, start: int = 0) -> Morning:
    """Sites on one road, a unit of time from each point to the next; it starts and ends at one of them."""
    points = [*at, start, start]
    return Morning.of(sites, [[abs(a - b) for b in points] for a in points], departs=departs, back_by=back_by)


@st.composite
def mornings(draw, most: int = 5) -> Morning:
    """Up to ``most`` sites with none, one or two openings; the straight way is not always the shortest."""
    count = draw(st.integers(0, most))
    times = st.integers(0, 120)
    spans = st.tuples(times, times).map(lambda pair: (min(pair), max(pair)))
    sites = [
        Site(
            f"S{number}",
            draw(st.integers(0, 9)),
            draw(st.integers(1, 25)),
            tuple(Opening(*span) for span in draw(st.lists(spans, max_size=2) | st.just([(0, 150)]))),
            draw(st.sampled_from([Wish.MAY, Wish.MAY, Wish.MAY, Wish.MUST, Wish.NEVER])),
        )
        for number in range(count)
    ]
    leg = st.integers(0, 30)
    travel = [[draw(leg) for _ in range(count + 2)] for _ in range(count + 2)]
    departs = draw(st.integers(0, 30))
    return Morning.of(sites, travel, departs=departs, back_by=departs + draw(st.integers(10, 110)))


def every(morning: Morning) -> dict[frozenset[int], tuple[int, int, int]]:
    """The best of each set of sites that can be visited: must-see sites, worth, travel taken off."""
    best: dict[frozenset[int], tuple[int, int, int]] = {}
    wanted = [number for number, site in enumerate(morning.sites) if site.wish is not Wish.NEVER]
    for length in range(len(wanted) + 1):
        for order in permutations(wanted, length):
            travel = kept(morning, order)
            if travel is None:
                continue
            sites = [morning.sites[number] for number in order]
            musts = sum(site.wish is Wish.MUST for site in sites)
            offered = (musts, sum(site.worth for site in sites), -travel)
            best[frozenset(order)] = max(offered, best.get(frozenset(order), offered))
    return best


def kept(morning: Morning, order: tuple[int, ...]) -> int | None:
    """The travel of an order, None where it does not fit."""
    at, place, travel = morning.departs, len(morning.sites), 0
    for number in order:
        site = morning.sites[number]
        at += morning.travel[place][number]
        travel += morning.travel[place][number]
        fitting = [max(at, span.opens) for span in site.openings if max(at, span.opens) + site.takes <= span.closes]
        if not fitting:
            return None
        at, place = min(fitting) + site.takes, number
    travel += morning.travel[place][len(morning.sites) + 1]
    return travel if at + morning.travel[place][len(morning.sites) + 1] <= morning.back_by else None

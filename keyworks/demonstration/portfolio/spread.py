"""Sharing a published sum out, exactly and within bounds."""

from __future__ import annotations

from collections.abc import Sequence

from keyworks.values.money import Money

STEP = Money.of(1, "m", "CNY")
"""What the list is rounded to: a million yuan."""


def spread(
    whole: Money,
    weights: Sequence[int],
    least: Sequence[Money],
    most: Sequence[Money] | None = None,
    step: Money = STEP,
) -> list[Money]:
    """Shares in proportion to the weights, each within its bounds and a multiple of `step`, that sum to `whole`."""
    low = [-(-money.amount // step.amount) for money in least]
    high = [money.amount // step.amount for money in most] if most else [whole.amount] * len(low)
    left, odd = divmod(whole.amount, step.amount)
    if odd or not sum(low) <= left <= sum(high) or any(a > b for a, b in zip(low, high, strict=True)):
        raise ValueError(f"{whole} cannot be shared within these bounds")
    fixed: dict[int, int] = {}
    while len(fixed) < len(weights):
        free = [index for index in range(len(weights)) if index not in fixed]
        rest = Money(left - sum(fixed.values())).allocate([weights[index] for index in free])
        shares = dict(zip(free, (share.amount for share in rest), strict=True))
        under = {index: low[index] for index in free if shares[index] < low[index]}
        over = {index: high[index] for index in free if shares[index] > high[index]}
        if not under and not over:
            fixed |= shares
            break
        missing = sum(low[index] - shares[index] for index in under)
        spare = sum(shares[index] - high[index] for index in over)
        # Whichever bound is broken by more decides: the others may come right by what it frees or takes.
        fixed |= under if missing >= spare else over
    return [Money(fixed[index] * step.amount, whole.currency) for index in range(len(weights))]

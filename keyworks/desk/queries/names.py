"""What the codes of districts and sectors are called in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from keyworks.base.scopes import subject_model
from keyworks.projects.queries import term_by_code


def group_names(by: str, codes: Collection[str]) -> dict[str, str]:
    """Code → name of these districts or sectors, closed ones too."""
    if by == "sector":
        return {code: str(term) for code, term in term_by_code("sector").items() if code in codes}
    return {unit.code: str(unit) for unit in subject_model("unit")._default_manager.filter(code__in=list(codes))}  # type: ignore[attr-defined]

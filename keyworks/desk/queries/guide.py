"""The guide, as it stands in the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from keyworks.desk import files


@cache
def guide(language: str) -> dict[str, files.GuidePage]:
    """The guide in "zh" or "en": name of a page → the page, in the order of its index."""
    names = files.order((Path(settings.GUIDE) / "README.md").read_text(encoding="utf-8"))
    return {name: _guide_page(Path(settings.GUIDE) / language / f"{name}.md") for name in names}


def _guide_page(path: Path) -> files.GuidePage:
    return files.page(
        path.read_text(encoding="utf-8"),
        link=lambda name: reverse("desk:help_page", args=[name]),
        picture=lambda name: static(f"guide/{name}"),
    )

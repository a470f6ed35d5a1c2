"""Somebody with the guide in hand, who knows the words of the interface in a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
HEIGHT = 800
CODES = {"zh": "zh-hans", "en": "en"}


@cache
def chinese() -> dict[str, str]:
    """What the interface says, English to Chinese; words with a context stand back behind those without."""
    found: dict[str, str] = {}
    behind: dict[str, str] = {}
    for path in sorted((ROOT / "keyworks").glob("*/locale/zh_Hans/LC_MESSAGES/django.po")):
        for message in read_po(path.open("rb"), locale="zh_Hans"):
            if message.id:
                first = message.id[0] if isinstance(message.id, tuple) else message.id
                said = message.string[0] if isinstance(message.string, tuple) else message.string
                (behind if message.context else found)[first] = said
    return behind | found


class Reader:
    """Somebody with the guide in hand: knows the words of the interface, keeps pictures of it."""

    def __init__(self, page, language: str, album: Path) -> None:
        self.page, self.language, self.album = page, language, album
        self.words = chinese() if language == "zh" else {}

    def say(self, english: str, **params) -> str:
        return (self.words[english] if self.language == "zh" else english) % params

    def press(self, english: str, role="button", **params) -> None:
        self.page.get_by_role(role, name=self.say(english, **params), exact=True).first.click()

    def sees(self, english: str, **params) -> None:
        self.page.get_by_text(self.say(english, **params)).first.wait_for()

    def keep(self, name: str) -> None:
        """A picture of the window as it stands, calm: no notice passing by; 256 colours tell all of it."""
        self.page.evaluate("document.querySelectorAll('.kw-toast').forEach((one) => one.remove())")
        self.page.wait_for_timeout(400)
        to = self.album / f"{name}-{self.language}.png"
        self.page.screenshot(path=to, animations="disabled", caret="initial")
        with Image.open(to) as shot:
            few = shot.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(to, optimize=True)

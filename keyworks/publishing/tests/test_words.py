from __future__ import annotations

import re

import pytest

from keyworks.publishing.rules.words import words

FILLED = re.compile(r"\{(\w*)\}")


@pytest.mark.parametrize("key", sorted(words("zh")))
def test_both_languages_are_filled_with_the_same(key):
    zh, en = words("zh")[key], words("en")[key]
    assert sorted(FILLED.findall(zh)) == sorted(FILLED.findall(en))
    assert zh.count("|") == en.count("|")
    assert not re.search(r"[\u3400-\u9fff，。；：]", en)

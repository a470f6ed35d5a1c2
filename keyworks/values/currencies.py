"""The currencies a city may count in, and the words by which people name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Currency:
    """`digits` its minor unit stands for, its names, the `words` that may name it, small and in NFKC.

    `unit` is the one in which its people count a project, `large` that of a whole city's sums.
    """

    digits: int
    zh: str
    en: str
    words: tuple[str, ...]
    unit: str = "m"
    large: str = "bn"


def _line(text: str, unit: str = "m", large: str = "bn") -> tuple[str, Currency]:
    code, digits, zh, en, words = (part.strip() for part in text.split("|"))
    return code, Currency(int(digits), zh, en, (code.casefold(), *words.split()), unit, large)


TABLE: Mapping[str, Currency] = MappingProxyType(
    dict(
        [
            _line("CNY | 2 | 元 | yuan | 人民币 rmb ¥ yuan 元", "wan", "yi"),
            *map(
                _line,
                """
                USD | 2 | 美元 | US dollars | 美元 us$ $ dollar dollars
                EUR | 2 | 欧元 | euros | 欧元 € euro euros
                GBP | 2 | 英镑 | pounds | 英镑 £ pound pounds
                HKD | 2 | 港元 | Hong Kong dollars | 港元 港币 hk$ $ dollar dollars
                JPY | 0 | 日元 | yen | 日元 円 ¥ yen
                AUD | 2 | 澳元 | Australian dollars | 澳元 澳大利亚元 au$ a$ $ dollar dollars
                NZD | 2 | 新西兰元 | New Zealand dollars | 新西兰元 纽元 nz$ $ dollar dollars
                CAD | 2 | 加元 | Canadian dollars | 加元 加拿大元 ca$ c$ $ dollar dollars
                SGD | 2 | 新加坡元 | Singapore dollars | 新加坡元 新元 sg$ s$ $ dollar dollars
                CHF | 2 | 瑞士法郎 | Swiss francs | 瑞士法郎 瑞郎 sfr franc francs
                ZAR | 2 | 南非兰特 | rand | 南非兰特 兰特 r rand rands
                INR | 2 | 印度卢比 | Indian rupees | 印度卢比 卢比 ₹ rs rs. rupee rupees
                KRW | 0 | 韩元 | won | 韩元 韩圆 ₩ won
                BRL | 2 | 巴西雷亚尔 | Brazilian reais | 巴西雷亚尔 雷亚尔 r$ real reais
                MXN | 2 | 墨西哥比索 | Mexican pesos | 墨西哥比索 比索 mx$ mex$ $ peso pesos
                SEK | 2 | 瑞典克朗 | Swedish kronor | 瑞典克朗 克朗 kr kr. krona kronor
                NOK | 2 | 挪威克朗 | Norwegian kroner | 挪威克朗 克朗 kr kr. krone kroner
                DKK | 2 | 丹麦克朗 | Danish kroner | 丹麦克朗 克朗 kr kr. krone kroner
                PLN | 2 | 波兰兹罗提 | zlotys | 波兰兹罗提 兹罗提 zł zl zloty zlotys
                """.strip().splitlines(),
            ),
        ]
    )
)

_named = ((word, code) for code, one in TABLE.items() for word in dict.fromkeys(one.words))
MEANING: dict[str, tuple[str, ...]] = {}
for _word, _code in _named:
    MEANING[_word] = (*MEANING.get(_word, ()), _code)
"""Word → the currencies it may name, the commonest first."""


def meant(word: str, expected: str) -> str:
    """The currency a word names: the expected one where it can be that, else the commonest."""
    return expected if expected in MEANING[word] else MEANING[word][0]

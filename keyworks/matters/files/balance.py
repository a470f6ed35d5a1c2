"""Breaks a title as a careful typist would: lines nearly alike, no word torn, no mark at a line's beginning."""

from __future__ import annotations

import re
from math import ceil

NEVER_FIRST = frozenset("，。、；：？！）》〉”’〕】%％·的了和与及等")
NEVER_LAST = frozenset("（《〈“‘〔【第")
GOOD_LAST = frozenset("，、；：）》”")
UNBROKEN = re.compile(r"[0-9A-Za-z.,%/+~～—-]+[号吨年月日期线万亿千个项米]?")
WORDS = frozenset(
    """
    关于 按期 办理 交办 督办 事项 提醒 约谈 记录 项目 工程 建设 天津 滨海 新区 地下 管线 迁改 滞后 轨道 交通
    车站 主体 结构 施工 用地 手续 审批 征收 拆迁 资金 拨付 燃气 供水 供电 供热 供气 接入 市政 道路 材料 设备
    采购 劳动 用工 纠纷 规划 许可 方案 安全 环保 环评 能耗 指标 临时 停工 开工 投产 达产 产业 集群 基地 园区
    厂区 中心 医院 学校 平台 协调 解决 问题 影响 进度 推进 落实 整改 重点 指挥 办公室 人民 政府 委员会 管理 集团
    公司 有限 发展 改革 工业 信息化 住房 城乡 自然 资源 生态 环境 配套 外部 电力 线路 通道 变更 调整 化工 高端
    新材料 新能源 汽车 整车 智能 制造 一期 二期 三期 工作 会议 领导 小组 研究 技术 生产 码头 港口 高速 铁路 公路
    管廊 蒸汽 下游 上游
    """.split()  # noqa: SIM905  a list would be five times as long
)
LONGEST_WORD = 3
KNOWN, UNKNOWN, TORN = 2.0, 14.0, 60.0
"""What a break costs at the edge of a known word, elsewhere, and within one; a character too much costs 1."""


def width(text: str) -> float:
    """In Han characters; a Latin letter or digit takes half of one."""
    return sum(0.5 if ord(one) < 0x2000 else 1.0 for one in text)


def lines(text: str, most: float) -> list[str]:
    """The text in as few lines as fit `most` characters each."""
    text = text.strip()
    many = ceil(width(text) / most)
    while many > 1:
        found = _best(text, many, most)
        if found:
            return found
        many += 1
        if many > len(text):
            break
    return [text]


def _best(text: str, many: int, most: float) -> list[str]:
    """The most even way into so many lines, and nothing where none fits."""
    costs = _costs(text)
    even = width(text) / many
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, many + 1):
        for end in range(1, len(text) + 1):
            for start in range(end):
                before = best.get((line - 1, start))
                long = width(text[start:end].strip())
                if before is None or long > most:
                    continue
                cost = before[0] + (long - even) ** 2 + (costs[end] if end < len(text) else 0)
                if cost < best.get((line, end), (float("inf"), 0))[0]:
                    best[line, end] = (cost, start)
    if (many, len(text)) not in best:
        return []
    found: list[str] = []
    end = len(text)
    for line in range(many, 0, -1):
        start = best[line, end][1]
        found.insert(0, text[start:end].strip())
        end = start
    return found


def _costs(text: str) -> list[float]:
    """What it costs to break before each character."""
    costs = [UNKNOWN] * (len(text) + 1)
    for place in range(1, len(text)):
        last, first = text[place - 1], text[place]
        if last == " ":
            costs[place] = 0.0
        elif first in NEVER_FIRST or last in NEVER_LAST:
            costs[place] = 1000.0
        elif last in GOOD_LAST or first in NEVER_LAST:
            costs[place] = 0.0
    words = [
        (start, start + size)
        for size in range(2, LONGEST_WORD + 1)
        for start in range(len(text) - size + 1)
        if text[start : start + size] in WORDS
    ]
    for edge in (edge for word in words for edge in word):
        costs[edge] = min(costs[edge], KNOWN) if costs[edge] < TORN else costs[edge]
    for start, end in words:
        for place in range(start + 1, end):
            costs[place] = max(costs[place], TORN)
    for found in UNBROKEN.finditer(text):
        for place in range(found.start() + 1, found.end()):
            costs[place] = max(costs[place], 400.0)
    return costs

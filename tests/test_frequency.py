"""The formula bank: rows are sound, and formulas are found at their place in the original text."""

from __future__ import annotations

import re

import pytest

from compare.frequency import formulas, formulas_in


def test_rows_are_sound():
    bank = formulas()
    assert len(bank) > 200
    for row in bank.values():
        re.compile(row.pattern)
        assert row.gloss and row.group and row.documents >= row.issuers >= 0


@pytest.mark.parametrize(
    "text",
    [
        "全面贯彻党的二十大和二十届三中全会精神", "增强“四个意识”", "营造良好的创业环境", "明确时间表、路线图", "强化部门联动", "自印发之日起施行",
        "形成工作合力", "充分发挥市场在资源配置中的决定性作用", "适时对实施情况进行评估", "建立健全工作机制",
    ],
)  # fmt: skip
def test_ritual_wording_is_covered(text):
    bank = formulas()
    covered = {i for start, end, ident in formulas_in(text) if bank[ident].ritual for i in range(start, end)}
    assert len(covered) >= 0.6 * len(text)


@pytest.mark.parametrize("text", ["推动岸电改造和船舶更新", "激发创新活力", "优化营商环境", "建设检测平台"])
def test_substance_is_not(text):
    bank = formulas()
    assert not any(bank[ident].ritual for _, _, ident in formulas_in(text))


def test_positions_are_those_of_the_original():
    text = '一、要求\n　　以 习近平新时代\n中国特色社会主义思想 为指导，增强"四个意识"。㎡'
    found = {text[start:end].replace(" ", "").replace("\n", "") for start, end, _ in formulas_in(text)}
    assert "以习近平新时代中国特色社会主义思想为指导" in found
    assert '增强"四个意识"' in found


def test_every_match_holds_a_cue():
    text = "自印发之日起施行。总结推广经验做法。"
    for start, end, ident in formulas_in(text):
        cues = formulas()[ident].cues
        assert not cues or any(cue in text[start:end] for cue in cues)

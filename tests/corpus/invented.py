"""Folders of invented documents for the tests of the report: cities that share clauses, copy, revise and stand alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).resolve().parents[1]))

from material import NEWS, PLAN, RULE, UNRELATED, hard_wrapped, run_together, with_chrome

from compare.corpus.survey import Task, survey
from compare.report import Report

OTHER = (
    PLAN.replace("青汐", "碧澜")
    .replace("2031年5月20日", "2032年3月2日")
    .replace("2031〕7号", "2032〕3号")
    .replace(
        "推广深水网箱。支持渔业合作社购置抗风浪网箱，到2033年底深水网箱保有量达到800口",
        "建立“海上驿站”。在沙湾外海布设补给平台9座，由碧澜海洋集团有限公司运营，每座补助260万元",
    )
    .replace(
        "发展冷链加工。在石浦港建设速冻加工中心，日处理能力达到120吨，配套建设万吨级冷库两座",
        "推行“一船一码”。对全市渔船赋码，到2034年实现水产品从捕捞到餐桌全程可查",
    )
)
REVISED = (
    RULE.replace("每日至少更换一次", "每日至少更换两次")
    .replace("二千元罚款", "三千元以上五千元以下罚款，情节严重的责令停业整顿")
    .replace("2032年1月1日", "2035年1月1日")
)
REPORTS = {
    "2031": "青汐市政府工作报告\n各位代表：\n一、上年工作回顾\n渔业总产值突破八十亿元，新建避风锚地两处，渔民人均收入稳步提高。\n"
    "二、今年重点工作\n（一）壮大海洋产业。建成海上风机四十座，两艘养殖工船投入使用。\n（二）改善民生。改造老旧小区九个。\n",
    "2032": "青汐市政府工作报告\n各位代表：\n一、过去一年的工作\n滨海快线全线通车，港口吞吐量创历史新高，医保实现全域结算。\n"
    "二、今年主要任务\n（一）提升城市能级。开工建设会展中心，完成西城排水管网更新。\n（二）办好教育。新增公办幼儿园六所。\n",
    "2033": "青汐市政府工作报告\n各位代表：\n一、一年来的进展\n海洋牧场获评示范，数字政务上线三百个事项，空气优良天数持续增加。\n"
    "二、下一步安排\n（一）培育新兴产业。引进储能企业，筹建海水淡化试验场。\n（二）守住安全底线。加固海堤二十公里。\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """The files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def corpus(folder: Path) -> Path:
    """Two city plans with much in common, three re-posts of the first, a rule and its revision, and two strangers."""
    return write(
        folder,
        {
            "计划.txt": PLAN,
            "计划_网页.txt": with_chrome(PLAN),
            "计划_折行.txt": hard_wrapped(PLAN),
            "计划_连排.txt": run_together(PLAN),
            "碧澜.txt": OTHER,
            "办法.txt": RULE,
            "办法_修订.txt": REVISED,
            "新闻.txt": NEWS,
            "殡葬.txt": UNRELATED,
        },
    )


def report(*paths: Path | str, **task: object) -> Report:
    """The report on paths, without the cache."""
    return survey(Task(tuple(map(str, paths)), cached=False, **task))  # type: ignore[arg-type]


def family_names(found: Report) -> list[list[str]]:
    """File names of every family with copies, sorted."""
    several = [family for family in found.families if len(family.documents) > 1]
    return sorted(sorted(Path(found.entries[n].path).name for n in family.documents) for family in several)

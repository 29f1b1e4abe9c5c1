"""Texts that several tests share, and the ways in which real files spoil them. Places and measures are invented."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from compare.model import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))}

_HALF = str.maketrans("，：；（）！？％", ",:;()!?%")

PLAN = """青汐市人民政府关于加快海洋牧场建设的实施意见
青汐政发〔2031〕7号
各县（市、区）人民政府，市政府各部门：
近年来，我市近海渔业资源衰退明显，传统养殖空间收窄。为加快海洋牧场建设，现提出如下意见。
一、总体要求
（一）指导思想
以新发展理念为指导，坚持陆海统筹，把海洋牧场建成蓝色粮仓，带动渔区群众增收。
（二）主要目标
到2035年，建成海洋牧场24个，养护海域面积达到300平方公里，渔业总产值突破90亿元。
二、重点任务
（一）优化牧场布局
1.划定养护海域。在沙湾、鹿岛、石浦三片海域划定养护区，每片面积不少于40平方公里，设立电子围栏和浮标。
2.修复海藻场。每年移植大型藻类5000亩，对受损海草床实行分区轮休，轮休期不少于18个月。
（二）提升装备水平
3.更新养殖工船。对新建深水养殖工船按造价的15%给予补助，单船补助不超过600万元。
4.推广深水网箱。支持渔业合作社购置抗风浪网箱，到2033年底深水网箱保有量达到800口。
（三）延伸产业链条
5.发展冷链加工。在石浦港建设速冻加工中心，日处理能力达到120吨，配套建设万吨级冷库两座。
6.培育休闲渔业。支持渔民利用闲置渔船开展海钓和观光，三年内打造示范渔村10个。
三、保障措施
（一）加强组织领导
成立海洋牧场建设专班，由分管副市长任组长，每季度调度一次建设进度。
（二）强化资金支持
我市每年安排专项资金8000万元，重点用于藻场修复和装备更新。
青汐市人民政府
2031年5月20日
"""

RULE = """白榆县公共浴室卫生管理办法
第一章 总则
第一条 为了加强公共浴室卫生管理，保障沐浴者身体健康，根据有关规定，结合本县实际，制定本办法。
第二条 本县行政区域内公共浴室的卫生管理适用本办法。
第三条 县卫生健康部门负责公共浴室卫生的监督管理工作，乡镇人民政府协助开展日常巡查。
第二章 经营要求
第四条 公共浴室应当符合下列条件：
（一）室内设有机械通风设施；
（二）池水循环净化设备正常运行；
（三）从业人员持有有效健康证明。
第五条 浴池水每日至少更换一次，循环使用的应当每四小时检测一次余氯，检测记录保存两年。
第六条 经营者应当在显著位置张贴禁止传染病患者入浴的标志，并为顾客提供消毒后的毛巾和拖鞋。
第三章 法律责任
第七条 违反本办法第五条规定的，由县卫生健康部门责令限期改正；逾期不改的，处以二千元罚款。
第八条 监督管理人员玩忽职守、徇私舞弊的，依法给予处分。
第四章 附则
第九条 本办法自2032年1月1日起施行。
"""

NEWS = """榆溪高新区掀起项目建设热潮
初夏时节，走进榆溪高新区的建设工地，塔吊林立，机器轰鸣，一派繁忙景象。
“我们的生产线七月份就能调试，比原计划提前了两个月。”正在现场巡查的项目经理方启明告诉记者，企业落户以来，园区派驻的服务专员每周都来一趟。
榆溪高新区招商局副局长岑海燕介绍，今年以来园区新开工项目十一个，总投资超过三十亿元，其中装备制造项目占了六成。
“过去办一张施工许可证要跑四个窗口，现在一个窗口就办结了。”岑海燕说，园区把审批人员请到工地上，让企业少跑腿。
在园区东侧的一家轴承企业，车间主任贺松指出，订单已经排到明年三月，最缺的是熟练技工。
贺松表示，企业正与县职业学校商量，把实训课堂搬进车间，学生毕业后可以直接上岗。
园区负责人强调，下一步还要在用地和用电上多想办法，让已经落户的企业安心扎根，让还在观望的企业下定决心。
夜色渐浓，工地上依然灯火通明，新一轮的混凝土浇筑刚刚开始。
"""

UNRELATED = """丘陵县殡葬服务价格管理规定
第一条 为了规范殡葬服务价格行为，减轻群众治丧负担，制定本规定。
第二条 遗体接运、存放、火化和骨灰寄存属于基本殡葬服务，实行政府定价。
第三条 花圈租用、遗体整容、守灵厅租赁等延伸服务由经营者自主定价，明码标价。
第四条 公墓墓穴占地面积不得超过半平方米，墓碑高度不得超过八十厘米。
第五条 殡仪馆应当在收费窗口公示服务名称、计价单位和举报电话。
第六条 本规定由县价格主管部门解释。
"""

CHROME_BEFORE = "首页 > 政务公开 > 政策文件\n【字体：大 中 小】 打印 关闭\n"
CHROME_AFTER = "相关解读\n上一篇：关于召开渔业工作会议的通知\n扫一扫在手机打开当前页\n版权所有 网站标识码 1234567890\n"


def half_width(text: str) -> str:
    """Commas, colons, brackets and the like as ASCII; 。、 and quotation marks stay, as in crawled copies."""
    return text.translate(_HALF)


def with_chrome(text: str) -> str:
    return CHROME_BEFORE + text.rstrip("\n") + "\n" + CHROME_AFTER


def hard_wrapped(text: str, width: int = 28, page: int = 12) -> str:
    """Lines of `width` characters, paragraphs indented by two blanks, a page number every `page` lines."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        indented = "　　" + paragraph.strip() if paragraph.strip() else ""
        lines += [indented[at : at + width] for at in range(0, len(indented), width)]
    result: list[str] = []
    for number, line in enumerate(lines, start=1):
        result.append(line)
        if number % page == 0:
            result.append(f"- {number // page} -")
    return "\n".join(result) + "\n"


def run_together(text: str) -> str:
    """Seed style: no line breaks but behind 。, half-width punctuation."""
    return re.sub(r"。(?!$)", "。\n", half_width(text.replace("\n", "")))


def bare(text: str) -> str:
    """A marker or heading without blanks and with half-width punctuation, for comparing layouts."""
    return re.sub(r"\s", "", half_width(text))


def outline(document: Document) -> list[tuple[int, str, str]]:
    """(level, marker, heading) of every section."""
    return [(s.level, bare(s.marker), bare(s.heading)) for s in document.sections]


def region_texts(document: Document, kind: str) -> list[str]:
    return [document.text[r.start : r.end].strip() for r in document.regions if r.kind == kind]


def check_tiling(document: Document) -> None:
    """Sections and the regions that are no furniture tile the text; clauses tile their sections' bodies."""
    text = document.text
    pieces = [(r.start, r.end) for r in document.regions if r.kind != "furniture"]
    pieces += [(s.start, s.end) for s in document.sections]
    pieces = sorted(piece for piece in pieces if piece[0] < piece[1])
    at = 0
    for start, end in pieces:
        assert start == at, f"gap or overlap at {min(start, at)}: {text[min(start, at) : max(start, at)][:40]!r}"
        at = end
    assert at == len(text)
    for section in document.sections:
        assert section.start <= section.body <= section.end
        at = section.body
        own = [document.clauses[index] for index in document.clauses_of.get(section.id, ())]
        for clause in own:
            assert clause.start == at
            phrases = [(p.start, p.end) for p in clause.phrases]
            assert phrases[0][0] == clause.start and phrases[-1][1] == clause.end
            assert all(a[1] == b[0] for a, b in pairwise(phrases))
            at = clause.end
        left = text[at : section.end]
        assert not (own and left) and not re.search(r"[^\W_]", left)
    for region in document.furniture:
        assert 0 <= region.start < region.end <= len(text)

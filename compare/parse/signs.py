"""Signs by which the parts around a body are known: titles, dates, numbers, fields, site chrome, prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DATE = (
    r"(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"[一二][一二三四五六七八九○〇零ＯO0]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
NUMBER = (
    r"[\u4e00-\u9fa5]{1,14}[（(]?[\u4e00-\u9fa5]{0,4}[）)]?\s?"
    r"[〔\[﹝（(【［]\s?(?:19|20)\d\d\s?[〕\]﹞）)】］]\s?(?:第\s?)?\d{1,5}\s?号?"
)
GENRES = (
    "通知|意见|决定|办法|规定|条例|方案|计划|规划|纲要|措施|细则|报告|法|公告|通告|批复|复函|函|指南|指引|要点|政策|汇报|"
    "规则|标准|章程|制度|规范|清单|预案|通报|令|决议|说明|工作安排|任务分解|导则|准则|目录|意见书|建议"
)
TITLE = re.compile(
    rf"(?!.{{0,20}}作政府工作报告)[^。；：:！？\n]{{4,90}}?(?:{GENRES})[”》]?(?:\s*[（(〔][^（）()\n]{{1,24}}[）)〕])*(?:\s*的通知)?"
)
FIELD_LINE = re.compile(
    r"\s*[\[【]?(?:索\s*引\s*号|信息索引|主题分类|制发单位|发文机关|发布机构|发布机关|成文日期|发文日期|发布日期|公布日期|实施日期|施行日期|失效日期|"
    r"废止日期|有\s*效\s*性|发文字号|文\s*号|发文字号|公文种类|公开方式|公文时效|效力状态|标\s*题|名\s*称|主\s*题\s*词|信息名称|公开范围|关键词|"
    r"来\s*源|时\s*间|发布时间|字\s*体|字\s*号|浏览次数|信息来源|责任编辑|服务对象|生成日期|统一登记号|有效期|公开属性)[\]】]?\s*[:：]?"
)
DISCLOSURE = re.compile(r"\s*[（(](?:此件|本文|信息公开|公开)[^（）()\n]{1,24}[）)]")
CHROME = re.compile(
    r"\s*[【\[]?(?:分享|联系我们|关于我们|隐私(?:声明|保护|政策)|站点地图|无障碍|打印|关闭|相关(?:文章|解读|政策|链接|附件|新闻|阅读)|上一(?:篇|条)|下一(?:篇|条)|扫一扫|版权|主办(?:单位)?[:：]|承办[:：]|网站|"
    r"责任编辑|编辑[:：]|来源[:：]|返回|您访问|手机阅读|下载|字体|微信|微博|友情链接|政策解读|解读(?:链接|材料)|一图读懂|X$|收藏|我要(?:纠错|留言)|中国政府网$|"
    r"附件下载|网络安全|备案|ICP|Copyright|copyright|技术支持|文件下载|图解)"
)
LEGAL_NOTE = re.compile(
    rf"[（(]?[^。]{{0,20}}{DATE}[^。]{{0,400}}?(?:公布|通过|施行|修订|修正|发布|批准|废止|起施行)[^。\n]{{0,30}}[）)]?"
)


NOTICE = re.compile(r"[-•*]\s*\d{1,2}[、.]")  # numbered notices of document libraries


@dataclass(slots=True)
class Envelope:
    """Flow ranges around one body. `body` is where sections may lie; marks are (kind, start, end)."""

    start: int
    end: int
    body: tuple[int, int]
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    toc: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    outer_title: tuple[int, int] | None = None
    addressees: tuple[int, int] | None = None
    header: tuple[int, int] | None = None
    signature: tuple[int, int] | None = None
    note: str = ""


def paragraphs_in(flow: str, low: int, high: int) -> list[tuple[int, int]]:
    return [(low + m.start(), low + m.end()) for m in re.finditer(r"[^\n]+", flow[low:high])]


def sentence_end(flow: str, at: int, limit: int) -> int:
    match = re.compile(r"。[”’）)]*").search(flow, at, limit)
    return match.end() if match else limit


def squeezed(text: str) -> str:
    return re.sub(r"[\s.…·]", "", text)


def is_plain(text: str) -> bool:
    """A short line that is no title, field, date, addressee or site chrome."""
    return not (
        TITLE.fullmatch(text)
        or FIELD_LINE.match(text)
        or CHROME.match(text)
        or text[-1:] in "：:"
        or re.search(DATE, text)
        or re.search(NUMBER, text)
        or DISCLOSURE.fullmatch(text)
        or text in "|>-"
    )


def is_prose(text: str) -> bool:
    """Whether a paragraph is running text of a document, and no field, caption, list of a site or addressees."""
    if NOTICE.match(text):
        return False
    if FIELD_LINE.match(text) or LEGAL_NOTE.fullmatch(text) or CHROME.match(text) or DISCLOSURE.fullmatch(text):
        return False
    if re.fullmatch(rf"[^。]{{0,60}}{DATE}", text) or text.startswith("目录"):
        return False
    if text[-1:] in "：:" and "。" not in text:
        return bool(re.search(r"如下|以下|下列|特制定|制定本|决定|各位代表|同志们", text)) and not text.startswith(
            "各有关"
        )
    return (
        bool(re.search("。|；$", text))
        or text.startswith("各位代表")
        or (len(text) >= 50 and bool(re.search("[，,]", text)))
    )

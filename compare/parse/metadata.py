"""What a document says about itself: title, issuers, number, dates, genre, cited documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ..basics.numerals import to_int
from ..model import Metadata
from ..vocabulary import places, table
from .markers import candidates
from .signs import CHROME, DATE, FIELD_LINE, GENRES, NUMBER, Envelope

_HEADER_FIELD = re.compile(r"【([^】\n]{2,8})】([^【•·\n]*)")
_PORTAL_FIELD = re.compile(
    r"[\[【*]*(发文机关|制发单位|发布机构|发布机关|成文日期|发布日期|公布日期|实施日期|施行日期|失效日期|废止日期|有\s*效\s*性|效力状态|发文字号|文\s*号)[\]】*]*\s*[:：]?[*\s]*([^\n\[【*]{2,60})"
)
_DECREE = re.compile(
    r"^\s*(?P<issuer>[\u4e00-\u9fa5]{2,40}?)令\s*[（(]?第\s*(?P<count>\d{1,5}|[一二三四五六七八九十百〇零]{1,6})\s*号",
    re.M,
)
_ENDS = "府会厅室局部院委办司"  # how the name of a public body ends
_NAMED = re.compile(rf"(?:[{_ENDS}]|中共中央|等(?:[一二三四五六七八九十]+)?(?:部门|单位|部委))$")
_SEAM = re.compile(
    rf"[、,，;；|]|(?<=[{_ENDS}])\s+|(?<=中共中央)\s*(?=国务院)"
    rf"|(?<=[{_ENDS}])(?=国务院|国家|最高人民|中共|中央|中华人民|[\u4e00-\u9fa5]{{1,8}}人民政府)"
)
_HAN = re.compile(r"[\u4e00-\u9fa5]")
_SHORT_TITLE = 5  # Han characters; less is a word of a site's navigation
_HEADLINE = re.compile(
    r"^[^\S\n]*([^\n。：:]{6,60}?)\s*\n\s*(?:(?:信息)?来\s*源|(?:发布)?时\s*间|(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s+\d{1,2}:)",
    re.M,
)
_DATE_NAMES = {
    "公布日期": "published",
    "发布日期": "published",
    "成文日期": "issued",
    "施行日期": "effective",
    "实施日期": "effective",
    "失效日期": "expiry",
    "废止日期": "expiry",
}
_CITED = re.compile(rf"《([^《》\n]{{3,80}}(?:《[^《》\n]*》[^《》\n]*)?)》\s*(?:[（(]\s*({NUMBER})\s*[）)])?")
_PLACE = re.compile(
    r"^(?:中共|共青团)?([\u4e00-\u9fa5]{2,7}?(?:特别行政区|自治区|自治州|自治县|经济特区|新区|示范区|开发区|高新区|省|市|区|县|州|旗|盟|镇|乡))"
)
_NO_PLACE = re.compile(r"[和及与的]|关于|推进|国家|中华|全国|中国|城乡|数据|专区|部$")
_PEOPLES = (
    "壮|回|藏|苗|侗|彝|土家|布依|朝鲜|蒙古|哈萨克|傣|景颇|傈僳|白|哈尼|羌|柯尔克孜|满|瑶|黎|畲|东乡|土|撒拉|裕固|保安|仫佬|毛南|"
    "仡佬|拉祜|佤|纳西|水|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春|普米|独龙|怒|阿昌|布朗|各"
)
_PLACE_SUFFIX = re.compile(
    rf"(?:特别行政区|经济特区|(?:(?:{_PEOPLES})族|维吾尔)*自治[区州县旗]|省|市|区|县|州|盟|旗|镇|乡)$"
)
_SPACES = re.compile(r"\s+")


def read_metadata(flow: str, env: Envelope, cited_from: str) -> Metadata:
    """Metadata of one document. cited_from: its text with title, transmittal and body."""
    head = flow[env.start : env.body[0]]
    fields = _fields(head)
    outer = _clean(flow[slice(*env.outer_title)]) if env.outer_title else ""
    title = _clean(flow[slice(*env.title)]) if env.title else ""
    title = title or outer or _first_line(flow, env)
    issuers = _issuers(fields, outer or title, flow, env)
    addressees = _clean(flow[slice(*env.addressees)]).rstrip("：:") if env.addressees else ""
    behind_title = env.outer_title[1] if env.outer_title else env.start
    number = fields.get("number", "") or _alone(head)
    number = number or _decree(head) or _first(NUMBER, flow[behind_title : env.body[0]]) or _first(NUMBER, head)
    body = flow[slice(*env.body)]
    names = _places(issuers, title, outer, body)
    return Metadata(
        title=title,
        outer_title=outer or title,
        issuers=issuers,
        level=_level(issuers, title) or _spoken_level(body, addressees),
        number=_SPACES.sub("", number),
        dates=_dates(fields, flow, env),
        status=fields.get("status", ""),
        genre=_genre(title, outer),
        title_core=title_core(title, issuers, names),
        addressees=addressees,
        cited=_cited(cited_from, (title, outer)),
        places=names,
    )


def _clean(text: str) -> str:
    """Without blanks, but between Latin words."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", text).strip("*#")


def _first(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match.group() if match else ""


def _alone(head: str) -> str:
    """The number that stands on a line of its own, which may be above the title; those in sentences are cited."""
    match = re.search(rf"^\s*[（(]?({NUMBER})[）)]?\s*$", head, re.MULTILINE)
    return match.group(1) if match else ""


def _decree(head: str) -> str:
    """国务院令第722号, whose number may stand on the line below."""
    match = _DECREE.search(head)
    return f"{match.group('issuer')}令第{match.group('count')}号" if match else ""


def _first_line(flow: str, env: Envelope) -> str:
    """The first line where it may be a title; of a page with its navigation, the line above source and time."""
    rest = re.sub(r"^附件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*\n", "", flow[env.start : env.body[1]].strip())
    line = rest.strip().split("\n", 1)[0].strip()
    unfit = len(line) > 80 or line.endswith(("。", "：", ":", "！")) or next(candidates(line), None) is not None
    short = len(_HAN.findall(line)) < _SHORT_TITLE and not re.search(rf"[\u4e00-\u9fa5](?:{GENRES})$", line)
    if not (unfit or short or (CHROME.match(line) and len(line) <= 2 * _SHORT_TITLE)):
        return _clean(line)
    above = _HEADLINE.search(flow, env.start, env.body[0])
    return _clean(above.group(1)) if above and not unfit else ""


def _fields(head: str) -> dict[str, str]:
    """Fields of a legal-database header or a portal's metadata table, under our names."""
    found: dict[str, str] = {}
    for match in [*_HEADER_FIELD.finditer(head), *_PORTAL_FIELD.finditer(head)]:
        name, value = _SPACES.sub("", match.group(1)), match.group(2).strip()
        if name in ("制定机关", "发布部门", "发文机关", "制发单位", "发布机构", "发布机关"):
            found.setdefault("issuer", value)
        elif name in ("字号", "文号", "发文字号"):
            found.setdefault("number", _first(NUMBER, value) or value)
        elif name in ("时效性", "有效性", "效力状态"):
            found.setdefault("status", value)
        elif name in _DATE_NAMES and iso_date(value):
            found.setdefault(_DATE_NAMES[name], iso_date(value))
    return found


def iso_date(text: str) -> str:
    """2024.01.12, 2024-1-12, 2024年1月12日 or 二〇〇八年三月七日 as 2024-01-12; empty where it is none or
    outside 1949–2060."""
    match = re.search(r"(\d{4})\s*[.年\-/]\s*(\d{1,2})\s*[.月\-/]\s*(\d{1,2})", text)
    if match:
        parts = [int(part) for part in match.groups()]
    else:
        chinese = re.search(r"([一二][^年\s]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日", text)
        values = [to_int(part) for part in chinese.groups()] if chinese else []
        if not values or None in values:
            return ""
        parts = [value for value in values if value is not None]
    year, month, day = parts
    try:
        return date(year, month, day).isoformat() if 1949 <= year <= 2060 else ""
    except ValueError:  # 2月30日, 83月
        return ""


def _dates(fields: dict[str, str], flow: str, env: Envelope) -> tuple[tuple[str, str], ...]:
    found = {name: fields[name] for name in ("issued", "published", "effective", "expiry") if name in fields}
    signed = flow[slice(*env.signature)] if env.signature else ""
    match = re.search(DATE, signed)
    if match and iso_date(match.group()):
        found["issued"] = iso_date(match.group())
    body = flow[slice(*env.body)][-1500:]
    effective = re.search(rf"自\s*({DATE})\s*(?:起|之日起)", body)
    if effective and iso_date(effective.group(1)) and "effective" not in found:
        found["effective"] = iso_date(effective.group(1))
    if not found:
        match = re.search(DATE, flow[env.start : env.body[0]])
        if match and iso_date(match.group()):
            found["published"] = iso_date(match.group())
    return tuple(sorted(found.items()))


def _issuers(fields: dict[str, str], title: str, flow: str, env: Envelope) -> tuple[str, ...]:
    """Who issued it: by its title, else by a field (a portal's may name who posted it again), else by its signature.
    A name without its place (市政府办公室) comes last."""
    raw = flow[slice(*env.outer_title)] if env.outer_title else title
    titled: list[str] = []
    for pattern in (r"\s*([^，。《》]{2,90}?)(?:关于|印发|转发|发布|公布)", r"\s*([^，。《》]{2,60}?)令"):
        match = re.match(pattern, raw)
        named = _bodies(match.group(1)) if match else []
        titled = titled or (named if all(map(_NAMED.search, named)) else [])
    letterhead = re.match(r"\s*([^\n，。《》]{4,40}?)(?:文件|公告)?\s*(?:\n|$)", flow[env.start : env.body[0]])
    top = _bodies(letterhead.group(1)) if letterhead else []
    given = [name for name in _bodies(fields.get("issuer", "")) if not FIELD_LINE.match(name)]
    signed = re.sub(DATE, "", flow[slice(*env.signature)]) if env.signature else ""
    lines = [
        line.strip() for line in signed.split("\n") if 2 < len(line.strip()) <= 90 and not re.search("[。，]", line)
    ]
    signers = [name for line in lines for name in _bodies(line) if re.search(rf"[{_ENDS}]$", name)]
    if titled and not re.match("[省市区县州盟旗]", titled[0]):
        found = [next((full for full in given if full.endswith(name)), name) for name in titled]
    else:
        found = given or signers or titled or (top if all(map(_NAMED.search, top)) else [])
    return tuple(dict.fromkeys(found))


def _bodies(text: str) -> list[str]:
    """Names of public bodies, parted by punctuation, blanks, or where the next one's place or rank begins."""
    place = _listed_place(_clean(text).removeprefix("中共"))
    again = rf"|(?<=[{_ENDS}])\s*(?={place})" if place else ""
    names = [
        re.sub(r"^.*[^\u4e00-\u9fa5（）()][年月日号]*|[*#：:]+$", "", _clean(p))
        for p in re.split(_SEAM.pattern + again, text)
    ]
    return [name for name in names if 2 <= len(name) <= 40]


def _level(issuers: Sequence[str], title: str) -> str:
    for text in [*issuers, title]:
        for pattern, level in _levels():
            if pattern.search(text):
                return level
    return ""


def _spoken_level(body: str, addressees: str) -> str:
    """Level of a text without issuer: whom it addresses, or what it calls itself (我省, 全市, 我县)."""
    if addressees.startswith("各省"):
        return "部委"
    counts = Counter(re.findall(r"[我全本]([省市县区])", body))
    if not counts:
        return ""
    word, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    clear = count >= 3 and 2 * count >= counts.total()
    return {"省": "省", "市": "市", "县": "区县", "区": "区县"}[word] if clear else ""


@lru_cache(maxsize=1)
def _levels() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), level) for pattern, level in table("metadata.json")["levels"])


def _places(issuers: Sequence[str], title: str, outer: str, body: str) -> tuple[str, ...]:
    """Own place names in full and short form, from issuers and titles, else the place the body speaks of."""
    found: set[str] = set()
    for text in [*issuers, title, outer]:
        rest = re.sub(r"^(?:中共|(?:19|20)\d\d年)+", "", text)
        for first in (True, False, False):
            name = _listed_place(rest)
            match = _PLACE.match(rest) if first and not name else None
            name = name or (match.group(1) if match and not _NO_PLACE.search(match.group(1)) else "")
            if not name:
                break
            found.add(name)
            rest = rest[len(name) :]
    if not found:
        spoken = _spoken_place(body)
        found |= {spoken} if spoken else set()
    found |= {short for name in found if len(short := short_place(name)) >= 2}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def short_place(name: str) -> str:
    """濮阳市 as 濮阳, 广西壮族自治区 as 广西."""
    return _PLACE_SUFFIX.sub("", name)


def _listed_place(text: str) -> str:
    full = next((text[:n] for n in range(min(12, len(text)), 1, -1) if text[:n] in places()), "")
    return full or next((short for short in _short_places() if text.startswith(short)), "")


def _spoken_place(body: str) -> str:
    """The city or province that a text without issuer and title mentions most, if it is clearly one."""
    counts = Counter(_spoken_pattern().findall(body))
    if not counts:
        return ""
    name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return name if count >= 4 and count >= 0.6 * counts.total() else ""


@lru_cache(maxsize=1)
def _spoken_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_short_places()))


@lru_cache(maxsize=1)
def _short_places() -> tuple[str, ...]:
    names = {re.sub(r"(?:省|市|地区)$", "", n) for n, level in places().items() if level in ("province", "city")}
    return tuple(sorted((n for n in names if 2 <= len(n) <= 4), key=lambda n: (-len(n), n)))


def _genre(title: str, outer: str) -> str:
    for text in (title, outer):
        bare = re.sub(r"[（(〔][^（）()〔〕]*[）)〕]", "", text)
        for pattern, genre in _genres():
            if pattern.search(bare):
                return genre
    return ""


@lru_cache(maxsize=1)
def _genres() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), genre) for pattern, genre in table("metadata.json")["genres"])


def title_core(title: str, issuers: Sequence[str] = (), names: Sequence[str] = ()) -> str:
    """Title without issuer, 关于印发…的通知, place names, years and punctuation: what it is about."""
    text = _clean(title)
    for issuer in issuers:
        text = text.removeprefix(issuer)
    inner = re.search(r"(?:印发|转发|下达|发布)(?:关于)?《?(.+?)》?的通知", text)
    text = inner.group(1) if inner else text
    text = re.sub(r"[（(〔][^（）()〔〕]*[）)〕]", "", text)
    for name in names:
        text = text.replace(name, "")
    text = re.sub(r"(?:19|20)\d\d\s*[-—－–~至]?\s*(?:(?:19|20)\d\d)?年?|^关于", "", text)
    return re.sub(r"[^\w]|^关于|^中华人民共和国", "", text)


def _cited(text: str, own: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for match in _CITED.finditer(text):
        name, number = _clean(match.group(1)), _SPACES.sub("", match.group(2) or "")
        if name in own or len(name) < 4:
            continue
        if name not in found or (number and not found[name]):
            found[name] = number
    return tuple(found.items())

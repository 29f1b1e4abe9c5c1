"""What surrounds a document's body: database header, titles, transmittal notice, contents list,
signature, attachments and site chrome. Everything is found in the flow and kept as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .markers import candidates
from .titles import glued_end

DATE = (
    r"(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"[一二][一二三四五六七八九○〇零ＯO0]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
NUMBER = (
    r"[\u4e00-\u9fa5]{1,14}[（(]?[\u4e00-\u9fa5]{0,4}[）)]?\s?[〔\[﹝（(【［]\s?(?:19|20)\d\d\s?[〕\]﹞）)】］]\s?(?:第\s?)?\d{1,5}\s?号?"
)
_GENRES = (
    "通知|意见|决定|办法|规定|条例|方案|计划|规划|纲要|措施|细则|报告|法|公告|通告|批复|复函|函|指南|指引|要点|政策|汇报|"
    "规则|标准|章程|制度|规范|清单|预案|通报|令|决议|说明|工作安排|任务分解|导则|准则|目录|意见书|建议"
)
_TITLE = re.compile(
    rf"(?!.{{0,20}}作政府工作报告)[^。；：:！？\n]{{4,90}}?(?:{_GENRES})[”》]?(?:\s*[（(〔][^（）()\n]{{1,24}}[）)〕])*(?:\s*的通知)?"
)
_GLUED_TITLE = re.compile(
    rf"(?!.{{0,20}}作政府工作报告)\s*[^。；：:！？\n]{{2,80}}?关于[^。；：:！？\n]{{3,90}}?的?(?:{_GENRES})(?:的通知)?(?=[（(\s]*{NUMBER}|为|根据|按照|近年|当前|各)"
)
_DATABASE = re.compile(r"文章属性\s*[•·]?\s*(?:【[^】\n]{2,8}】[^【]{0,120}?[•·]?)+?正文")
_FIELD_LINE = re.compile(
    r"\s*[\[【]?(?:索\s*引\s*号|信息索引|主题分类|制发单位|发文机关|发布机构|发布机关|成文日期|发文日期|发布日期|公布日期|实施日期|施行日期|失效日期|"
    r"废止日期|有\s*效\s*性|发文字号|文\s*号|发文字号|公文种类|公开方式|公文时效|效力状态|标\s*题|名\s*称|主\s*题\s*词|信息名称|公开范围|关键词|"
    r"来\s*源|时\s*间|发布时间|字\s*体|字\s*号|浏览次数|信息来源|责任编辑|服务对象|生成日期|统一登记号|有效期|公开属性)[\]】]?\s*[:：]?"
)
_FORWARDED = re.compile(r"(?:印发|转发|下达|下发)给你们|予以?(?:印发|转发|公布|发布)|现(?:将[^。]{2,80})?(?:印发|转发|下达)|现(?:公布|发布)")
_NOTICE_GOES_ON = re.compile(
    r"\s*(?:请|望|各[地省区县市有部]|执行中|实施中|贯彻|遵照|特此|附件|联系|如有|有关(?:专业|具体|事项)|原|同时|本通知|此前|《[^》]*》"
    r"(?:同时)?废止|[^。]{0,30}(?:另行|反映|反馈|联系|废止|施行|停止执行|认真|遵照|贯彻|落实|执行)|目标考核)"
)
_ADDRESSEE = re.compile(
    r"(?:(?<=号)|(?<=[\n）)])|^)\s*(?:各|有关|国务院|机关|省|市|县|区|驻|直属|全[省市区县]|中央|本|委|乡|镇|街道|相关|市属|你|[\u4e00-\u9fa5]{2,12}(?:市|区|县|州|厅|局|委|府|省))"
    r"[^。！？；]{0,420}?[:：](?=\s|[^\d])"
)
_ADDRESSEE_HERE = re.compile(rf"(?:\s*[（(]?{NUMBER}[）)]?)?(?P<to>\s*各[^。！？；]{{1,420}}?[:：])(?=\s|[^\d])")
_ANNOUNCES = re.compile(r"通知如下|如下[:：]|以下|意见如下")
_SUBTITLE = re.compile(r"\s*——[^。\n]{5,60}?(?:会议|大会)上(?:\s*[\u4e00-\u9fa5　 ]{2,16}(?=\s*\n|\s*各位))?")
_ISSUER = re.compile(r"[\u4e00-\u9fa5、（）() 　]{2,60}?(?:政府|委员会|办公厅|办公室|管委会|[局厅部院会署委办省司])")
_SIGNED = re.compile(rf"(?=.{{2,90}}$){_ISSUER.pattern}[\s　]*{DATE}")
_DISCLOSURE = re.compile(r"\s*[（(](?:此件|本文|信息公开|公开)[^（）()\n]{1,24}[）)]")
_BODY_END = re.compile(
    r"\s*(?:附\s*(?:件|表|图)\s*[\d一二三四五六七八九十]{0,2}\s*(?:[:：].{0,80}|[\d一二三四五]?\s*)$|附[:：].{0,80}$|抄\s*送\s*[:：]|主题词\s*[:：]|"
    r"信息公开(?:选项|形式)|公开属性|[（(](?:此件|本文有|公开))"
)
_CHROME = re.compile(
    r"\s*[【\[]?(?:分享|打印|关闭|相关(?:文章|解读|政策|链接|附件|新闻|阅读)|上一(?:篇|条)|下一(?:篇|条)|扫一扫|版权|主办(?:单位)?[:：]|承办[:：]|网站|"
    r"责任编辑|编辑[:：]|来源[:：]|返回|您访问|手机阅读|下载|字体|微信|微博|友情链接|政策解读|解读(?:链接|材料)|一图读懂|X$|收藏|我要(?:纠错|留言)|中国政府网$|"
    r"附件下载|网络安全|备案|ICP|Copyright|copyright|技术支持|文件下载|图解)"
)
_LEGAL_NOTE = re.compile(rf"[（(]?[^。]{{0,20}}{DATE}[^。]{{0,400}}?(?:公布|通过|施行|修订|修正|发布|批准|废止|起施行)[^。\n]{{0,30}}[）)]?")
_LEADER = re.compile(r"(?:[.．…·]\s?){5,}\s*[\dIVXivx]*\s*$")
_CONTENTS = re.compile(r"目[ 　]{0,8}[录次](?=\s*\n|\s{0,4}(?:第[一1]|一、|前\s*言|引\s*言|总\s*[则论]|序))")


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


def find_contents(flow: str, low: int, high: int) -> tuple[int, int] | None:
    """Range of the contents list; None where there is none. Its end is where text goes on."""
    led = _leader_lines(flow, low, high)
    if led:
        return led
    for match in _CONTENTS.finditer(flow, low, high):
        found = [c for c in candidates(flow[match.end() : high]) if c.number is not None]
        if not found or found[0].start > 60:
            continue
        begin = match.end()
        first = found[0]
        wanted = _plain(flow[begin + first.start : begin + first.end + 8])
        again = next(
            (c for c in found[1:] if c.number == first.number and _plain(flow[begin + c.start : begin + c.end + 8])[:6] == wanted[:6]),
            None,
        )
        limit = again.start if again else high - begin
        last = first
        for c in found[1:]:
            if c.start >= limit or len(_plain(flow[begin + last.end : begin + c.start])) > 60 or "。" in flow[begin + last.end : begin + c.start]:
                break
            last = c
        return match.start(), _entry_end(flow, begin + last.end, begin + limit, again is not None)
    return None


def _leader_lines(flow: str, low: int, high: int) -> tuple[int, int] | None:
    """Range of lines that end in dot leaders and a page number, with the 目录 line before them."""
    lines = [(a, b, _LEADER.search(flow, a, b) is not None) for a, b in _paragraphs(flow, low, high)]
    led = [index for index, line in enumerate(lines) if line[2]]
    if len(led) < 3:
        return None
    last = led[0]
    for index in led:
        if index - last > 8:
            break
        last = index
    first = led[0]
    for index in range(first, max(-1, first - 4), -1):
        if re.fullmatch(r"\s*目\s*[录次]\s*", flow[lines[index][0] : lines[index][1]]):
            first = index
            break
    return lines[first][0], lines[last][1]


def _entry_end(flow: str, mark: int, limit: int, repeated: bool) -> int:
    """End of the last entry of a contents list whose marker ends at `mark`."""
    line = flow.find("\n", mark, limit)
    line = limit if line < 0 else line
    if line - mark <= 45:
        return line
    sentence = re.split("[。；]", flow[mark:line])[0]
    cut = glued_end(sentence)
    return mark + cut if cut else (limit if repeated and limit - mark < 60 else mark)


def _plain(text: str) -> str:
    return re.sub(r"[\s.…·]", "", text)


def find_envelope(flow: str, low: int, high: int, headings: list[int]) -> Envelope:
    """Envelope of the document in the flow range [low, high). headings: offsets of accepted section starts
    outside the contents list, in order."""
    env = Envelope(low, high, (low, high))
    env.toc = find_contents(flow, low, high)
    at = low
    header = _DATABASE.search(flow, low, high)
    if header:
        env.header = (low, header.end())
        env.marks.append(("metadata", low, header.end()))
        at = header.end()
    first = next((h for h in headings if h >= at and not (env.toc and env.toc[0] <= h < env.toc[1])), high)
    start = _front(flow, env, at, first, headings)
    env.body = (start, _body_end(flow, env, start, high, headings))
    return env


def _front(flow: str, env: Envelope, at: int, first: int, headings: list[int]) -> int:
    """Cut the text before the first heading into titles, transmittal and contents; return body start."""
    limit = env.toc[0] if env.toc else first
    notice = _FORWARDED.search(flow, at, max(at, limit))
    if notice and _is_notice(flow, at, notice.end()):
        at = _transmittal(flow, env, at, notice, limit, first)
    else:
        at = _opening(flow, env, at, limit)
    if env.toc and env.toc[1] > at:
        if at < env.toc[0] and flow[at : env.toc[0]].strip():
            env.marks.append(("metadata", at, env.toc[0]))
        env.marks.append(("toc", *env.toc))
        at = env.toc[1]
        first = next((h for h in headings if h >= at), first)
        at = _skip_titles(flow, env, at, first)
    return at


def _is_notice(flow: str, at: int, end: int) -> bool:
    """A forwarding notice stands near the top and before any long text."""
    return end - at < 4000 and len(re.findall("。", flow[at:end])) <= 8


def _transmittal(flow: str, env: Envelope, at: int, notice: re.Match[str], limit: int, first: int) -> int:
    top = _notice_head(flow, env, at, notice.start())
    stop = _sentence_end(flow, notice.end(), limit)
    while stop < limit:
        following = _sentence_end(flow, stop, limit)
        sentence = flow[stop:following].lstrip("\n")
        if not sentence.strip() or "。" not in sentence or not _NOTICE_GOES_ON.match(sentence):
            break
        if re.search(DATE, sentence[:60]) and not _NOTICE_GOES_ON.match(sentence[:12]):
            break
        stop = following
    core = _core_title(flow, env)
    inner = _find_title(flow, core, stop, min(len(flow), limit + 2)) if core else None
    signed = None
    for match in re.finditer(rf"{DATE}", flow[stop : min(limit, stop + 700)]):
        begin = stop + match.start()
        if inner and begin >= inner[0]:
            break
        between = flow[stop:begin]
        if "。" in between or len(between) > 400:
            break
        signed = (stop, stop + match.end())
    end = stop
    if signed:
        env.signature = signed
        end = signed[1]
        closing = _DISCLOSURE.match(flow, end)
        end = closing.end() if closing else end
    else:
        closing = _DISCLOSURE.match(flow, stop)
        end = closing.end() if closing else stop
    env.marks.append(("transmittal", top, end))
    if inner and inner[0] >= stop:
        if inner[0] > end:
            env.marks.append(("transmittal", end, inner[0]))
        env.title = inner
        end = inner[1]
        subtitle = _SUBTITLE.match(flow, end, limit)
        end = subtitle.end() if subtitle else end
        env.marks.append(("title", inner[0], end))
        return _skip_titles(flow, env, end, limit)
    return _opening(flow, env, end, limit, inner=True)


def _sentence_end(flow: str, at: int, limit: int) -> int:
    match = re.compile(r"。[”’）)]*").search(flow, at, limit)
    return match.end() if match else limit


def _core_title(flow: str, env: Envelope) -> str:
    """Title of the forwarded text as the notice's own title or sentence names it."""
    candidates_ = []
    if env.outer_title:
        candidates_.append(flow[slice(*env.outer_title)])
    candidates_.append(flow[env.start : min(len(flow), env.start + 1800)])
    for text in candidates_:
        match = re.search(r"(?:印发|转发|下达|发布|公布)(?:关于)?\s*《([^《》]{4,90}(?:《[^》]*》[^《》]*)?)》", text)
        match = match or re.search(r"(?:印发|转发|下达|发布)([^。；《》\n]{4,90}?)的通知", text)
        match = match or re.search(r"《([^《》]{4,90})》[^。]{0,60}(?:印发|转发|下达)", text)
        if match:
            return match.group(1)
    return ""


def _find_title(flow: str, core: str, low: int, high: int) -> tuple[int, int] | None:
    """Where the title stands again after the notice; blanks, dashes and brackets may differ."""
    plain = re.sub(r"[\s《》“”\"]", "", core)
    if len(plain) < 4:
        return None
    for text in (plain, plain[-14:] if len(plain) > 20 else ""):
        if not text:
            continue
        parts = [r"[—\-－–~～至]{1,2}" if c in "—-－–~～" else ("[（(]" if c in "（(" else "[）)]" if c in "）)" else re.escape(c)) for c in text]
        match = re.compile(r"[\s《》“”\"]{0,6}".join(parts) + r"(?:\s*[（(][^（）()\n]{1,24}[）)])?").search(flow, low, high)
        if match:
            begin = match.start()
            line = max(flow.rfind("\n", low, begin) + 1, low)
            lead = flow[line:begin]
            if line > low and len(lead) <= 30 and "。" not in lead and not re.search(DATE, lead):
                begin = line
            return begin, match.end()
    return None


def _notice_head(flow: str, env: Envelope, at: int, limit: int) -> int:
    """Outer title and addressees of a forwarding notice whose sentence starts before `limit`; return where
    the notice starts."""
    title = _last_title(flow, at, _paragraphs(flow, at, limit), limit)
    env.outer_title = title
    _addressees(flow, env, title[1] if title else at, limit)
    top = title[0] if title and env.header is None else at
    if at < top:
        env.marks.append(("chrome", at, top))
    return top


def _opening(flow: str, env: Envelope, at: int, limit: int, inner: bool = False) -> int:
    """Mark site chrome, title, number, note of enactment and addressees; return where prose begins.

    limit: the first heading. inner: behind a forwarding notice, where no addressees are expected.
    """
    paragraphs = _paragraphs(flow, at, limit)
    closed = limit < env.end
    begin = _prose_start(flow, paragraphs, limit) if closed else _first_prose(flow, paragraphs, limit)
    title = _last_title(flow, at, paragraphs, begin)
    if title:
        env.title = title
        env.outer_title = env.outer_title or title
    after = title[1] if title else at
    if not inner and _addressees(flow, env, after, limit) and env.addressees:
        begin = max(begin, env.addressees[1]) if closed else env.addressees[1]
    elif title and (begin <= title[0] < limit or not closed and begin >= limit):
        begin = after  # title glued to the text, or text without sentence ends
    elif not title and begin >= limit and not closed:
        begin = at
    top = title[0] if title and title[0] < begin else begin
    if at < top:
        env.marks.append(("chrome" if title else "metadata", at, top))
    if top < begin:
        env.marks.append(("title", top, begin))
    return begin


def _paragraphs(flow: str, low: int, high: int) -> list[tuple[int, int]]:
    return [(low + m.start(), low + m.end()) for m in re.finditer(r"[^\n]+", flow[low:high])]


def _addressees(flow: str, env: Envelope, low: int, limit: int) -> bool:
    """Find the addressees line after the title; it comes before the first sentence end."""
    near = min(limit, low + 700)
    match = _ADDRESSEE_HERE.match(flow, low, near) or _ADDRESSEE.search(flow, low, near)
    if not match or "。" in flow[low : match.start()] or _ANNOUNCES.search(match.group()):
        return False
    env.addressees = match.span("to") if "to" in match.groupdict() else match.span()
    return True


def _first_prose(flow: str, paragraphs: list[tuple[int, int]], limit: int) -> int:
    """Start of the first prose in a text without headings."""
    return next((start for start, end in paragraphs if _is_prose(flow[start:end].strip())), limit)


def _prose_start(flow: str, paragraphs: list[tuple[int, int]], limit: int) -> int:
    """Start of the run of prose right before `limit`; `limit` itself where there is none. A few short lines
    (captions, headings without a number) may interrupt the run."""
    begin = limit
    interrupted = 0
    for start, end in reversed(paragraphs):
        text = flow[start:end].strip()
        if _is_prose(text):
            begin, interrupted = start, 0
        elif begin == limit or interrupted >= 3 or len(text) > 45 or not _is_plain(text):
            break
        else:
            interrupted += 1
    return begin


def _is_plain(text: str) -> bool:
    """A short line that is no title, field, date, addressee or site chrome."""
    return not (
        _TITLE.fullmatch(text) or _FIELD_LINE.match(text) or _CHROME.match(text) or text[-1:] in "：:"
        or re.search(DATE, text) or re.search(NUMBER, text) or _DISCLOSURE.fullmatch(text) or text in "|>-"
    )


def _is_prose(text: str) -> bool:
    if _FIELD_LINE.match(text) or _LEGAL_NOTE.fullmatch(text) or _CHROME.match(text) or _DISCLOSURE.fullmatch(text):
        return False
    if re.fullmatch(rf"[^。]{{0,60}}{DATE}", text) or text.startswith("目录"):
        return False
    if text[-1:] in "：:" and "。" not in text:
        return bool(re.search(r"如下|以下|下列|特制定|制定本|决定|各位代表|同志们", text)) and not text.startswith("各有关")
    return bool(re.search("。|；$", text)) or text.startswith("各位代表") or (len(text) >= 50 and bool(re.search("[，,]", text)))


def _last_title(flow: str, at: int, paragraphs: list[tuple[int, int]], limit: int) -> tuple[int, int] | None:
    """The last title-like paragraph (or pair of paragraphs) before prose; a title may be glued to what follows."""
    best = None
    for index, (start, end) in enumerate(paragraphs):
        if start >= limit and best:
            break
        text = flow[start:end]
        if _FIELD_LINE.match(text) and len(text) < 60:
            continue
        match = _TITLE.match(text.rstrip())
        if match and match.end() == len(text.rstrip()):
            best = (_title_start(flow, paragraphs, index), start + match.end())
        elif start <= at + 2:
            glued = _GLUED_TITLE.match(text)
            if glued:
                best = (start, start + glued.end())
    return best


def _title_start(flow: str, paragraphs: list[tuple[int, int]], index: int) -> int:
    """Start of a title that ends in paragraph `index`; it may have begun on the line before."""
    start = paragraphs[index][0]
    if not index:
        return start
    before = flow[slice(*paragraphs[index - 1])].strip()
    begins = before.endswith(("关于", "人民政府", "办公厅", "办公室", "委员会")) or "关于" in before
    if begins and len(before) <= 45 and not _TITLE.fullmatch(before) and not _FIELD_LINE.match(before) and "：" not in before:
        return paragraphs[index - 1][0]
    return start


def _skip_titles(flow: str, env: Envelope, at: int, limit: int) -> int:
    """Skip notes of enactment, repeated titles and field lines right after a title or contents list."""
    while True:
        match = re.compile(r"\s*([^\n]+)").match(flow, at, limit)
        if not match:
            return at
        text = match.group(1).strip()
        if _is_prose(text) or len(text) > 90 or match.end() >= limit and match.end() - match.start(1) > 60:
            return match.start(1)
        if match.end() >= limit and not (_TITLE.fullmatch(text) or _DISCLOSURE.fullmatch(text) or _LEGAL_NOTE.fullmatch(text)):
            return match.start(1)
        env.marks.append(("title", match.start(1), match.end()))
        at = match.end()


def _body_end(flow: str, env: Envelope, start: int, high: int, headings: list[int]) -> int:
    """Where attachments, signature or site chrome follow the body."""
    end = high
    first = next((h for h in headings if h >= start), start)
    for begin, stop in _paragraphs(flow, first, high):
        text = flow[begin:stop].strip()
        if begin > first and (_BODY_END.match(text) or re.fullmatch(DATE, text) or _SIGNED.fullmatch(text)):
            end = begin
            break
    last = max((h for h in headings if h < end), default=start)
    seen_prose = last > start
    for begin, stop in _paragraphs(flow, last, end):
        text = flow[begin:stop].strip()
        seen_prose = seen_prose or _is_prose(text)
        if begin > last and seen_prose and len(text) <= 40 and _CHROME.match(text) and "。" not in text:
            end = begin
            break
    end = _glued_tail(flow, first, end)
    end = _issuers_before(flow, start, end)
    if end < high:
        _mark_tail(flow, env, end, high)
    return end


def _glued_tail(flow: str, start: int, end: int) -> int:
    """A signature glued behind the last sentence (…执行。某某人民政府2021年9月30日)."""
    match = re.compile(rf"(?<=[。）)])\s*(?:{_ISSUER.pattern}\s*)?{DATE}\s*(?:$|\n|[（(]此件)").search(flow, max(start, end - 200), end)
    if match and "，" not in match.group():
        return match.start()
    match = re.compile(r"(?<=[。）)])\s*附件\s*[:：\d]").search(flow, start, end)
    return match.start() if match and end - match.start() < 600 else end


def _issuers_before(flow: str, start: int, end: int) -> int:
    """Move the end up over the issuers' names that stand on lines of their own before the date."""
    while True:
        line = flow.rfind("\n", start, max(start, end - 1))
        if line < 0:
            return end
        text = flow[line + 1 : end].strip()
        if not text:
            end = line
            continue
        if len(text) <= 40 and _ISSUER.fullmatch(text):
            end = line + 1
            continue
        return end


def _mark_tail(flow: str, env: Envelope, end: int, high: int) -> None:
    """Name the paragraphs behind the body: signature, then attachment or chrome."""
    kind = "signature"
    at = end
    for match in re.finditer(r"[^\n]+", flow[end:high]):
        begin = end + match.start()
        text = match.group().strip()
        if kind == "signature" and _BODY_END.match(text) and text.lstrip().startswith("附"):
            following = "attachment"
        elif kind == "signature" and len(text) <= 40 and _CHROME.match(text):
            following = "chrome"
        elif kind == "signature" and len(text) > 120:
            following = "attachment"
        elif kind == "attachment" and len(text) <= 30 and _CHROME.match(text):
            following = "chrome"
        else:
            continue
        if at < begin:
            env.marks.append((kind, at, begin))
        kind, at = following, begin
    if kind == "signature" and env.signature is None:
        env.signature = (at, high)
    env.marks.append((kind, at, high))

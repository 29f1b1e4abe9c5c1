"""What stands before the first heading: transmittal notice, titles, addressees, contents, preamble."""

from __future__ import annotations

import re

from .signs import (
    DATE,
    DISCLOSURE,
    FIELD_LINE,
    GENRES,
    LEGAL_NOTE,
    NUMBER,
    TITLE,
    Envelope,
    is_plain,
    is_prose,
    paragraphs_in,
    sentence_end,
)
from .titles import glued_end

_GLUED_TITLE = re.compile(
    rf"(?!.{{0,20}}作政府工作报告)\s*[^。；：:！？\n]{{2,80}}?关于[^。；：:！？\n]{{3,90}}?的?(?:{GENRES})(?:的通知)?(?=[（(\s]*{NUMBER}|为|根据|按照|近年|当前|各)"
)
_FORWARDED = re.compile(
    r"(?:印发|转发|下达|下发)给你们|予以?(?:印发|转发|公布|发布)|现(?:将[^。]{2,80})?(?:印发|转发|下达)|现(?:公布|发布)"
)
_DECREED = re.compile(r"《([^《》\n]{4,90})》[^。]{0,160}现?予以?(?:公布|发布)|现(?:公布|发布)《([^《》\n]{4,90})》")
_NOTICE_GOES_ON = re.compile(
    r"\s*(?:请|望|各[地省区县市有部]|执行中|实施中|贯彻|遵照|特此|附件|联系|如有|有关(?:专业|具体|事项)|原|同时|本通知|此前|《[^》]*》"
    r"(?:同时)?废止|[^。]{0,30}(?:另行|反映|反馈|联系|废止|施行|停止执行|认真|遵照|贯彻|落实|执行)|目标考核)"
)
_ADDRESSEE = re.compile(
    r"(?:(?<=号)|(?<=[\n）)])|^)\s*(?:各|有关|国务院|机关|省|市|县|区|驻|直属|全[省市区县]|中央|本|委|乡|镇|街道|相关|市属|你|[\u4e00-\u9fa5]{2,12}(?:市|区|县|州|厅|局|委|府|省))"
    r"[^。！？；]{0,420}?[:：](?!\d)"
)
_ADDRESSEE_HERE = re.compile(rf"(?:\s*[（(]?{NUMBER}[）)]?)?(?P<to>\s*各[^。！？；]{{1,420}}?[:：])(?!\d)")
_ANNOUNCES = re.compile(r"通知如下|如下[:：]|以下|意见如下")
_SUBTITLE = re.compile(r"\s*——[^。\n]{5,60}?(?:会议|大会)上(?:\s*[\u4e00-\u9fa5　 ]{2,16}(?=\s*\n|\s*各位))?")
_REPORT = re.compile(
    rf"\s*(?P<title>(?:[^。，\n]{{0,14}})政府工作报告)(?:{_SUBTITLE.pattern})?(?=\s*(?:各位代表|\n|——))"
)
_ATTACHMENT_BODY = re.compile(
    rf"(?:^|\n)[^\n。]{{0,40}}?{DATE}\s*(?P<title>附件\s*[\d一二三四]{{0,2}}\s*[:：][^\n。]{{0,80}})"
)
_LONG_FRONT = 600  # characters of prose behind the title that cannot be front matter


def front(flow: str, env: Envelope, at: int, first: int, headings: list[int]) -> int:
    """Cut the text before the first heading into titles, transmittal and contents; return body start."""
    limit = env.toc[0] if env.toc else first
    notice = _FORWARDED.search(flow, at, max(at, limit))
    if notice and _is_notice(flow, at, notice.end()):
        at = _transmittal(flow, env, at, notice, limit, first)
    else:
        at = opening(flow, env, at, limit)
    attached = _ATTACHMENT_BODY.search(flow, at, limit)
    if attached:
        at = _attachment_body(flow, env, at, attached)
    if env.toc and env.toc[1] > at:
        if at < env.toc[0] and flow[at : env.toc[0]].strip():
            env.marks.append(("metadata", at, env.toc[0]))
        env.marks.append(("toc", *env.toc))
        at = env.toc[1]
        first = next((h for h in headings if h >= at), first)
        at = _skip_titles(flow, env, at, first)
    return at


def _attachment_body(flow: str, env: Envelope, at: int, attached: re.Match[str]) -> int:
    """A notice whose attachment is the only numbered text: the notice is a transmittal, the attachment the body."""
    begin = attached.start("title")
    line = re.sub(r"^附件\s*\S{0,2}\s*[:：]", "", attached.group("title"))
    mark = begin + len(attached.group("title")) - len(line)
    cut = glued_end(line.split("，")[0].split(",")[0])
    end = mark + cut if cut else attached.end("title")
    env.marks.append(("transmittal", at, begin))
    env.marks.append(("title", begin, end))
    env.title = (mark, end)
    env.signature = env.signature or (attached.start(), begin)
    return end


def _is_notice(flow: str, at: int, end: int) -> bool:
    """A forwarding notice stands near the top and before any long text."""
    return end - at < 4000 and len(re.findall("。", flow[at:end])) <= 8


def _transmittal(flow: str, env: Envelope, at: int, notice: re.Match[str], limit: int, first: int) -> int:
    top = _notice_head(flow, env, at, notice.start())
    stop = sentence_end(flow, notice.end(), limit)
    while stop < limit:
        following = sentence_end(flow, stop, limit)
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
        break
    end = stop
    if signed:
        env.signature = signed
        end = signed[1]
        closing = DISCLOSURE.match(flow, end)
        end = closing.end() if closing else end
    else:
        closing = DISCLOSURE.match(flow, stop)
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
    report = _REPORT.match(flow, end, limit)
    if report:
        env.title = report.span("title")
        env.marks.append(("title", report.start("title"), report.end()))
        return _skip_titles(flow, env, report.end(), limit)
    return opening(flow, env, end, limit, inner=True)


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
        match = match or _DECREED.search(text)
        if match:
            return str(next(filter(None, match.groups())))
    return ""


def _find_title(flow: str, core: str, low: int, high: int) -> tuple[int, int] | None:
    """Where the title stands again after the notice; blanks, dashes and brackets may differ."""
    plain = re.sub(r"[\s《》“”\"]", "", core)
    if len(plain) < 4:
        return None
    for text in (plain, plain[-14:] if len(plain) > 20 else ""):
        if not text:
            continue
        parts = [
            r"[—\-－–~～至]{1,2}"
            if c in "—-－–~～"
            else ("[（(]" if c in "（(" else "[）)]" if c in "）)" else re.escape(c))
            for c in text
        ]
        match = re.compile(r"[\s《》“”\"]{0,6}".join(parts) + r"(?:\s*[（(][^（）()\n]{1,24}[）)])?").search(
            flow, low, high
        )
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
    title = _last_title(flow, at, paragraphs_in(flow, at, limit), limit)
    env.outer_title = title
    _addressees(flow, env, title[1] if title else at, limit)
    top = title[0] if title and env.header is None else at
    if at < top:
        env.marks.append(("chrome", at, top))
    return top


def opening(flow: str, env: Envelope, at: int, limit: int, inner: bool = False) -> int:
    """Mark site chrome, title, number, note of enactment and addressees; return where prose begins.

    limit: the first heading. inner: behind a forwarding notice, where no addressees are expected.
    """
    paragraphs = paragraphs_in(flow, at, limit)
    closed = limit < env.end
    begin = _prose_start(flow, paragraphs, limit) if closed else _first_prose(flow, paragraphs, limit)
    title = _last_title(flow, at, paragraphs, begin)
    if title:
        env.title = title
        env.outer_title = env.outer_title or title
    after = title[1] if title else at
    if not inner and _addressees(flow, env, after, limit) and env.addressees:
        begin = max(begin, env.addressees[1]) if closed else env.addressees[1]
    elif title and (begin <= title[0] < limit or (not closed and begin >= limit)):
        begin = after  # title glued to the text, or text without sentence ends
    elif not title and begin >= limit and not closed:
        begin = at
    prose = _first_prose(flow, [p for p in paragraphs if p[0] >= after], begin)
    if begin - prose > _LONG_FRONT:
        begin = prose  # a run of prose that short lines break up is still the document's
    top = title[0] if title and title[0] < begin else begin
    if at < top:
        env.marks.append(("chrome" if title else "metadata", at, top))
    if top < begin:
        env.marks.append(("title", top, begin))
    return begin


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
    return next((start for start, end in paragraphs if is_prose(flow[start:end].strip())), limit)


def _prose_start(flow: str, paragraphs: list[tuple[int, int]], limit: int) -> int:
    """Start of the run of prose right before `limit`; `limit` itself where there is none. A few short lines
    (captions, headings without a number) may interrupt the run."""
    begin = limit
    interrupted = 0
    for start, end in reversed(paragraphs):
        text = flow[start:end].strip()
        if is_prose(text):
            begin, interrupted = start, 0
        elif begin == limit or interrupted >= 3 or len(text) > 45 or not is_plain(text):
            break
        else:
            interrupted += 1
    return begin


def _last_title(flow: str, at: int, paragraphs: list[tuple[int, int]], limit: int) -> tuple[int, int] | None:
    """The last title-like paragraph (or pair of paragraphs) before prose; a title may be glued to what follows."""
    best = None
    for index, (start, end) in enumerate(paragraphs):
        if start > limit or (start == limit and best and not _GLUED_TITLE.match(flow, start, end)):
            break
        text = flow[start:end]
        if FIELD_LINE.match(text) and len(text) < 60:
            continue
        match = TITLE.match(text.rstrip())
        if match and match.end() == len(text.rstrip()):
            best = (_title_start(flow, paragraphs, index), start + match.end())
        elif start <= at + 2 or start == limit:
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
    if (
        begins
        and len(before) <= 45
        and not TITLE.fullmatch(before)
        and not FIELD_LINE.match(before)
        and "：" not in before
    ):
        return paragraphs[index - 1][0]
    return start


def _skip_titles(flow: str, env: Envelope, at: int, limit: int) -> int:
    """Skip notes of enactment, repeated titles and field lines right after a title or contents list."""
    while True:
        match = re.compile(r"\s*([^\n]+)").match(flow, at, limit)
        if not match:
            return at
        text = match.group(1).strip()
        if is_prose(text) or len(text) > 90 or (match.end() >= limit and match.end() - match.start(1) > 60):
            return match.start(1)
        if match.end() >= limit and not (
            TITLE.fullmatch(text) or DISCLOSURE.fullmatch(text) or LEGAL_NOTE.fullmatch(text)
        ):
            return match.start(1)
        env.marks.append(("title", match.start(1), match.end()))
        at = match.end()

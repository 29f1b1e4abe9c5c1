"""What the command line says, in Chinese and English: help, notes and usage errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

LANGUAGES = ("zh", "en")

# key: (Chinese, English); {} are filled in by `say`.
_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "about": (
            "比对：读懂中文政策文件，对齐章节，分清套话、共有内容和各自的特色举措。\n\n"
            "例如：bidui diff 省实施意见.txt 市实施方案.txt",
            "bidui reads Chinese policy documents, aligns their sections and tells shared formula from shared "
            "substance and from each side's own measures.\n\nFor example: bidui diff province.txt city.txt",
        ),
        "epilog": (
            "LEFT、RIGHT、FILE 写 - 表示标准输入。\n\n退出码：0 完成，1 有实质差异（仅 --exit-code），2 出错。",
            "LEFT, RIGHT or FILE may be - for standard input.\n\n"
            "Exit codes: 0 done, 1 substantive differences (--exit-code only), 2 error.",
        ),
        "diff": (
            "比对两份文件：先给摘要，再逐节对照。",
            "Compare two documents: a summary first, then section by section.",
        ),
        "outline": (
            "显示一份文件被理解成什么：基本信息、章节层次和各节的功能。",
            "Show how a document was understood: metadata, sections and their roles.",
        ),
        "session": (
            "用这个会话文件里的改正、手动对齐和批注（在终端界面里做的）。",
            "Use the corrections, pins and notes of this session file (made in the terminal UI).",
        ),
        "session_unused": (
            "会话文件 {} 里没有关于这些文件的内容。",
            "session file {} holds nothing about these documents.",
        ),
        "report": (
            "汇总许多文件：去重和版本、相似度、共有语句、各自的特色举措、对照上级文件、文字重合。",
            "Report on many documents: copies and versions, similarity, shared clauses, distinctive measures, uptake "
            "of a superior document, verbatim overlap.",
        ),
        "report_paths": (
            "文件、文件夹，每行一份 {id, title, issuer, date, text} 的 .jsonl，或 -（标准输入）。",
            "Files, folders, .jsonl files of {id, title, issuer, date, text}, or - for standard input.",
        ),
        "base": (
            "上级文件：逐项看各份文件照搬、细化、量化、加码、弱化还是未承接。",
            "A superior document: who took up each of its items, and how.",
        ),
        "topics": (
            '主题文件（TOML）：[topics] 下每行“资金 = ["资金", "补贴"]”，作为对标表的行。',
            "Topics (TOML): rows of the dimension table, under [topics] a list of keywords each.",
        ),
        "pairs": (
            "两个文件夹（去年、今年）：按标题配成对，逐对比对。",
            "Two folders (last year's, this year's): paired by title and compared pair by pair.",
        ),
        "knowledge": (
            "自己的套语、同义词、角色、主题和机关；不写时用文件旁边或用户配置目录里的 bidui.toml。",
            "Your own formulas, synonyms, roles, topics and issuers; by default bidui.toml beside the documents or in "
            "your configuration folder.",
        ),
        "no_cache": ("不用也不写缓存。", "Neither use nor write the cache."),
        "collection": (
            "大库方式：列出重复文件、共同文字最多的文件、共有语句和套话，不做两两相似度表；超过 2000 份时默认如此。",
            "Report on a large collection: copies, documents with most in common, shared clauses and set phrases, no "
            "matrix; the default beyond 2,000 documents.",
        ),
        "report_library": (
            "（大库方式）汇总这个文件库里的文件，不必再读一遍；见 bidui library。",
            "(collection) Report on the documents of this library, which need not be read again; see `bidui library`.",
        ),
        "library_and_paths": (
            "--library 和文件不能同用。",
            "--library and files cannot be given together.",
        ),
        "other_issuers": (
            "（大库方式）只列不同机关之间的沿用。",
            "(collection) Only reuse between different issuers.",
        ),
        "cluster": (
            "（大库方式）在 dask 集群上做，如 tcp://10.0.0.1:8786；见 docs/scale.md。",
            "(collection) Work on a dask cluster, such as tcp://10.0.0.1:8786; see docs/scale.md.",
        ),
        "scratch": (
            "（大库方式）工作文件夹；默认在用户缓存目录，集群要用各机都看得见的位置。",
            "(collection) Folder to work in; by default in your cache folder; of a cluster, one that all machines see.",
        ),
        "no_collection": (
            "大库方式不能和 {} 同用。",
            "a report over a collection cannot be made with {}.",
        ),
        "collection_stopped": (
            "已停下。做好的部分都留着，再运行同一条命令就接着做。",
            "stopped. What is done is kept; the same command goes on from there.",
        ),
        "library_stopped": (
            "已停下。收进的都在库里，再运行同一条命令就接着收。",
            "stopped. What was added is in the library; the same command goes on from there.",
        ),
        "stage_scan": ("清点文件", "Counting"),
        "stage_read": ("阅读文件", "Reading"),
        "stage_families": ("辨认重复文件", "Finding copies"),
        "stage_fingerprint": ("取文字指纹", "Fingerprinting"),
        "stage_join": ("查找相同片段", "Joining"),
        "stage_count": ("清点相同语句", "Counting clauses"),
        "stage_verify": ("核对语句", "Verifying"),
        "stage_quote": ("摘录引文", "Quoting"),
        "stage_write": ("写出结果", "Writing"),
        "full_report": ("列出全部，不只列最前面的。", "List everything, not the first few."),
        "no_paths": ("请给出要汇总的文件或文件夹。", "Name the files or folders to report on."),
        "reading_documents": ("阅读文件", "Reading"),
        "working_report": ("正在汇总……", "comparing ..."),
        "library": (
            "文件库：把文件收进一个库，查词句，追溯出处。\n\n例如：bidui library add 文件夹",
            "A library of documents: kept in one file, searched, and asked where a text comes from.\n\n"
            "For example: bidui library add FOLDER",
        ),
        "library_add": (
            "添加文件：已有的跳过，改动过的换新，读不出来的列出原因。",
            "Add documents: known ones are passed over, changed ones replaced, those that cannot be read listed.",
        ),
        "library_list": ("列出库里的文件。", "List the documents."),
        "library_search": (
            "查词句：列出同时含有这些词句的文件，给出节号和前后文。",
            "Search for phrases: documents that hold all of them, with section numbers and context.",
        ),
        "library_remove": ("移除文件。", "Remove documents."),
        "library_verify": ("检查文件库是否完好。", "Check that the library is whole."),
        "library_add_names": (
            "文件、文件夹，每行一份 {id, title, issuer, date, text} 的 .jsonl，或 -（标准输入）。",
            "Files, folders, .jsonl files of {id, title, issuer, date, text}, or - for standard input.",
        ),
        "library_search_names": ("词句；写几个就要同时含有。", "Phrases; all of them must be there."),
        "library_remove_names": (
            "编号（见 list）、路径，或整个文件夹、整个 .jsonl。",
            "Numbers as listed, paths, or a whole folder or .jsonl file.",
        ),
        "tui_library": (
            "特色举措的出处到这个文件库里查；不写时用用户自己的库（有的话）。",
            "The library that is asked where measures come from; by default your own, if there is one.",
        ),
        "library_file": (
            "文件库；不写时是用户数据目录里的那一个。",
            "The library, by default the one in your data folder.",
        ),
        "library_issuer": ("只要机关或地名里有这几个字的。", "Only those with this in the issuer's or place's name."),
        "library_years": (
            "只要这些年份的：2023、2020-2023、2020- 或 -2023。",
            "Only these years: 2023, 2020-2023, 2020- or -2023.",
        ),
        "library_limit": ("最多列出几份文件；不写时 20 份。", "Documents that are quoted, by default 20."),
        "working_library": ("正在处理文件库……", "working on the library ..."),
        "trace": (
            "追溯出处：逐句看一份文件的文字最早见于库里哪份文件，谁也在用，哪些是套话，哪些没有出处。",
            "Trace where a text comes from: of each clause the earliest documents of the library that carry it, who "
            "has it since, what is formula, and what has no source there.",
        ),
        "full_trace": ("套话和没有出处的也逐句列出。", "List every clause, formula and those without a source too."),
        "working_trace": ("正在追溯……", "tracing ..."),
        "tui": (
            "打开终端界面：两份文件左右对读；一个文件夹列出其中的文件；什么都不写时从最近打开的里面选。",
            "Open the terminal UI: two files to read side by side, a folder to choose from, nothing for what was "
            "opened lately.",
        ),
        "paths": ("要打开的文件或文件夹。", "Files or folders to open."),
        "tui_session": (
            "会话文件：手工改正、对齐和批注存在里面；不写时存在左边文件旁边。",
            "Session file with corrections, pins and notes; by default beside the left file.",
        ),
        "theme": (
            "配色：night 夜、day 日、cb-night 和 cb-day 色觉友好、ansi-dark 和 ansi-light "
            "十六色；不写时看终端和上次用的。",
            "Colours: night, day, cb-night and cb-day for all kinds of colour vision, ansi-dark and ansi-light with 16 "
            "colours; by default what the terminal and the last use suggest.",
        ),
        "ambiguous": (
            "“”—… 这类字符在终端里占一格（narrow）还是两格（wide）；auto 自动探测。",
            "Whether characters such as “”—… take one cell (narrow) or two (wide); auto asks the terminal.",
        ),
        "serve": (
            "在本机浏览器里打开（只在 127.0.0.1 上）。",
            "Offer it in a browser on this machine (127.0.0.1 only).",
        ),
        "port": ("--serve 用的端口；不写时是 8000。", "Port of --serve, by default 8000."),
        "left": ("左边的文件（甲）。", "The document on the left."),
        "right": ("右边的文件（乙）。", "The document on the right."),
        "file": ("要看的文件。", "The document to look at."),
        "format": (
            "输出格式；不写时按 -o 的后缀，再不然是 text。",
            "Output format; by default that of -o's suffix, else text.",
        ),
        "output": ("把结果写进文件，不写到屏幕。", "Write the result to a file, not to standard output."),
        "force": ("-o 的文件已存在时覆盖它。", "Overwrite the file of -o."),
        "regime": (
            "比对方式：auto 自动判断，version 同一文件的新旧版本，vertical 上级文件与落实文件，peer 同题的平行文件。",
            "How to compare: auto finds out, version is one document revised, vertical a superior document and one "
            "that implements it, peer two documents on one topic.",
        ),
        "left_part": (
            "左边一个文件里有几份文件时，取第几份（从 1 数起）。",
            "Which document of the left file, where it holds several (from 1).",
        ),
        "right_part": (
            "右边一个文件里有几份文件时，取第几份（从 1 数起）。",
            "Which document of the right file, where it holds several (from 1).",
        ),
        "part": (
            "一个文件里有几份文件时，取第几份（从 1 数起）。",
            "Which document of the file, where it holds several (from 1).",
        ),
        "full": ("展开折叠起来的套话和相同内容。", "Open what is folded: formula and unchanged text."),
        "width": (
            "显示宽度（列数）；不写时取终端的宽度。窄于 90 列时上下排列。",
            "Width in terminal columns, by default the terminal's; below 90 the sides are stacked.",
        ),
        "color": (
            "用不用颜色；不写时看是不是终端，并遵守 NO_COLOR。",
            "Colour or not; by default on a terminal, and NO_COLOR is honoured.",
        ),
        "t2s": (
            "繁体字按简体对照（显示仍用原文；要装 bidui[trad]）。",
            "Match Traditional characters as Simplified; shown as they are (needs bidui[trad]).",
        ),
        "track_changes": (
            "只给一个 Word 文件，比对其中修订前后的文字。",
            "Compare one Word file before and after its tracked changes.",
        ),
        "exit_code": ("有实质差异时退出码为 1。", "Exit with 1 when there is a substantive difference."),
        "lang": (
            "界面语言；也可用环境变量 BIDUI_LANG 或 LANG 设定。",
            "Language of the interface; BIDUI_LANG or LANG set it too.",
        ),
        "version": ("显示版本号。", "Show the version."),
        "help": ("显示这份帮助。", "Show this help."),
        "usage": ("用法：", "Usage:"),
        "usage_options": ("[选项]", "[OPTIONS]"),
        "usage_command": ("命令 [参数]…", "COMMAND [ARGS]..."),
        "panel_options": ("选项", "Options"),
        "panel_arguments": ("参数", "Arguments"),
        "panel_commands": ("命令", "Commands"),
        "default": ("[默认：{}]", "[default: {}]"),
        "required": ("[必填]", "[required]"),
        "try_help": ("用法见 {} --help。", "See {} --help."),
        "no_command": ("没有“{}”这个命令。", "no such command: {}."),
        "no_option": ("没有“{}”这个选项。", "no such option: {}."),
        "near": ("是不是想写 {}？", "Did you mean {}?"),
        "forgot_diff": ("比对两份文件请写：bidui diff {}", "To compare two documents write: bidui diff {}"),
        "missing": ("缺少 {}。", "{} is missing."),
        "surplus": ("参数多了：{}。", "too many arguments: {}."),
        "needs_value": ("选项 {} 后面要有一个值。", "option {} needs a value."),
        "takes_no_value": ("选项 {} 不带值。", "option {} takes no value."),
        "not_among": ("{} 不能是“{}”，可以是：{}。", "{} cannot be {!r}; it may be {}."),
        "not_whole": (
            "{} 要写 {} 到 {} 之间的整数，不能是“{}”。",
            "{} must be a whole number from {} to {}, not {!r}.",
        ),
        "usage_fault": ("命令行有误：{}", "usage: {}"),
        "two_stdin": (
            "两边不能都是标准输入（-）。请把其中一份存成文件。",
            "both sides cannot be standard input (-). Save one of them to a file.",
        ),
        "working_diff": ("正在比对……", "comparing ..."),
        "working_outline": ("正在阅读……", "reading ..."),
    }
)


def say(key: str, lang: str, *values: object) -> str:
    """The text of a key in a language (zh or en), its braces filled in order."""
    text = _TEXTS[key][LANGUAGES.index(lang)]
    return text.format(*values) if values else text


def both(key: str, *values: object) -> tuple[str, str]:
    """The text of a key in Chinese and in English, for errors."""
    return say(key, "zh", *values), say(key, "en", *values)


def language(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """zh or en: by --lang wherever it stands, then BIDUI_LANG, then the locale. Chinese unless it says English."""
    chosen = ""
    for at, arg in enumerate(args):
        if arg == "--":
            break
        if arg == "--lang" and at + 1 < len(args):
            chosen = args[at + 1]
        elif arg.startswith("--lang="):
            chosen = arg.removeprefix("--lang=")
    if chosen in LANGUAGES:
        return chosen
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if (environ.get("BIDUI_LANG") or locale).lower().startswith("en") else "zh"

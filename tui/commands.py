"""Every command of the terminal UI: its keys, what it is called in both languages, and where it works.

One table serves key bindings, key bar, help and palette. Each command has a key that no input method swallows
(a function key, an arrow, Ctrl, or punctuation in both widths) or is reached through the palette (Ctrl+P).
Keys that terminals or desktops take (F10, F11, Alt+arrows, Ctrl+Up) are not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FILES, PAIR, OUTLINE, DISTINCTIVE, MATRIX = "files", "pair", "outline", "distinctive", "matrix"
TARGETS, REPORT = "targets", "report"
TABLES = (TARGETS, REPORT)
READING = (PAIR, OUTLINE, DISTINCTIVE)
LISTED = (*READING, MATRIX, *TABLES)
ANYWHERE = (FILES, *LISTED)

# The work areas in the order of their tabs; a later one is one row here and one class in `tui/areas`.
AREAS: tuple[tuple[str, str, str, str], ...] = (
    (FILES, "0", "文件", "Files"),
    (PAIR, "1", "对读", "Read"),
    (OUTLINE, "2", "大纲", "Outline"),
    (DISTINCTIVE, "3", "特色举措", "Distinctive"),
    (TARGETS, "4", "量化目标", "Targets"),
    (MATRIX, "5", "矩阵", "Matrix"),
    (REPORT, "6", "报告", "Report"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command. keys: names as Textual gives them, the first is the one shown; zh, en: what it does;
    areas: where it works; hint: short words for the key bar in both languages, empty where it is not shown."""

    name: str
    keys: tuple[str, ...]
    zh: str
    en: str
    group: str
    areas: tuple[str, ...]
    hint: tuple[str, str] = ("", "")

    def text(self, lang: str) -> str:
        """What it does, in a language."""
        return self.en if lang == "en" else self.zh


GROUPS: tuple[tuple[str, str, str], ...] = (
    ("go", "走动", "Move"),
    ("see", "看什么", "What is shown"),
    ("correct", "改正与批注", "Correct and note"),
    ("take", "带走", "Take away"),
    ("app", "程序", "Program"),
)

COMMANDS: tuple[Command, ...] = (
    Command("down", ("down", "j"), "下一行", "Line down", "go", LISTED),
    Command("up", ("up", "k"), "上一行", "Line up", "go", LISTED),
    Command("page_down", ("pagedown", "space"), "下一页", "Page down", "go", (PAIR, OUTLINE)),
    Command("row_page_down", ("pagedown",), "下一页", "Page down", "go", (DISTINCTIVE, MATRIX, *TABLES)),
    Command("page_up", ("pageup", "b"), "上一页", "Page up", "go", (*READING, *TABLES)),
    Command("row_page_up", ("pageup", "b"), "上一页", "Page up", "go", (MATRIX,)),
    Command("half_down", ("d", "ctrl+d"), "下半页", "Half a page down", "go", (*READING, *TABLES)),
    Command("half_up", ("u", "ctrl+u"), "上半页", "Half a page up", "go", (*READING, *TABLES)),
    Command("top", ("home", "g"), "到开头", "To the top", "go", LISTED),
    Command("bottom", ("end", "G"), "到末尾", "To the bottom", "go", LISTED),
    Command("left_side", ("left", "h"), "光标到甲（左）", "Cursor to A (left)", "go", (PAIR, OUTLINE)),
    Command("right_side", ("right", "l"), "光标到乙（右）", "Cursor to B (right)", "go", (PAIR, OUTLINE)),
    Command("cell_left", ("left", "h"), "左边一格", "Cell to the left", "go", (MATRIX, *TABLES)),
    Command("cell_right", ("right", "l"), "右边一格", "Cell to the right", "go", (MATRIX, *TABLES)),
    Command("next_figure", ("f6", "right_square_bracket", "right_black_lenticular_bracket"), "换看下一项（总体、主题、结构、各角色）", "Next figure (overall, subject, structure, roles)", "see", (MATRIX,), ("] 换项", "] figure")),
    Command("previous_figure", ("f5", "left_square_bracket", "left_black_lenticular_bracket"), "换看上一项", "Previous figure", "see", (MATRIX,)),
    Command("next_table", ("f6", "right_square_bracket", "right_black_lenticular_bracket"), "下一张表", "Next table", "see", TABLES, ("] 换表", "] table")),
    Command("previous_table", ("f5", "left_square_bracket", "left_black_lenticular_bracket"), "上一张表", "Previous table", "see", TABLES),
    Command("net", ("d", "minus", "fullwidth_hyphen_minus"), "去掉或含着套话", "Without or with set phrases", "see", (MATRIX,), ("d 去套话", "d net")),
    Command("order", ("s", "equals_sign", "fullwidth_equals_sign"), "换排序：聚类、地方、日期", "Order: clusters, places, dates", "see", (MATRIX,), ("s 排序", "s order")),
    Command("base", ("asterisk", "fullwidth_asterisk", "multiplication_sign"), "以光标所在行为上级文件，列出各文件对它逐条的落实（再按一次取消）", "Take the row's document as superior: how the others took up each item (again: drop)", "see", (MATRIX,), ("* 上级文件", "* superior")),
    Command("pick", ("space",), "放进或拿出比对篮", "Into or out of the basket", "take", (DISTINCTIVE, MATRIX, *TABLES), ("Space 比对篮", "Space basket")),
    Command("next_difference", ("f8", "n"), "下一处差异（查找时：下一处命中）", "Next difference (or hit)", "go", (PAIR,), ("n 下一处", "n next")),
    Command("previous_difference", ("f7", "p"), "上一处差异（查找时：上一处命中）", "Previous difference (or hit)", "go", (PAIR,), ("p 上一处", "p previous")),
    Command(
        "next_section",
        ("f6", "right_square_bracket", "right_black_lenticular_bracket"),
        "下一节", "Next section", "go", READING, ("] 下一节", "] section"),
    ),
    Command(
        "previous_section",
        ("f5", "left_square_bracket", "left_black_lenticular_bracket"),
        "上一节", "Previous section", "go", READING, ("[ 上一节", "[ section"),
    ),
    Command("next_number", ("right_curly_bracket", "fullwidth_right_curly_bracket"), "下一处数值变化", "Next changed number", "go", (PAIR,), ("} 数值", "} number")),
    Command("previous_number", ("left_curly_bracket", "fullwidth_left_curly_bracket"), "上一处数值变化", "Previous changed number", "go", (PAIR,)),
    Command("next_distinctive", ("apostrophe", "right_single_quotation_mark", "semicolon", "fullwidth_semicolon"), "下一条特色举措", "Next distinctive measure", "go", (PAIR,), ("' 特色", "' measure")),
    Command("previous_distinctive", ("quotation_mark", "left_double_quotation_mark", "right_double_quotation_mark", "colon", "fullwidth_colon"), "上一条特色举措", "Previous distinctive measure", "go", (PAIR,)),
    Command("counterpart", ("f12", "m"), "移位：并排看，或跳到它的另一处", "Moved text: side by side, or jump to its other place", "go", (PAIR,), ("m 移位", "m moved")),
    Command("open", ("enter",), "打开；跳到原文", "Open; jump to the text", "go", ANYWHERE, ("Enter 打开", "Enter open")),
    Command("choose", ("space",), "选中或取消这份文件", "Choose or drop this document", "go", (FILES,), ("Space 选中", "Space choose")),
    Command("back", ("escape",), "返回；关闭查找", "Back; close the search", "go", ANYWHERE),
    Command("next_pane", ("tab",), "下一个窗格", "Next pane", "go", ANYWHERE),
    Command("previous_pane", ("shift+tab",), "上一个窗格", "Previous pane", "go", ANYWHERE),
    Command("fold", ("f9", "z"), "折叠或展开光标处（套话、相同文字、一节）", "Fold or open what is at the cursor", "see", (PAIR,), ("z 折叠", "z fold")),
    Command("fold_all", ("Z",), "全部展开或折叠", "Open or fold everything", "see", (PAIR,)),
    Command("filter", ("f4", "f"), "筛选：状态、标签、角色", "Filter by state, label, role", "see", (PAIR, DISTINCTIVE, *TABLES), ("f 筛选", "f filter")),
    Command("search", ("slash", "fullwidth_solidus", "ideographic_comma", "ctrl+f"), "查找", "Search", "see", LISTED, ("/ 查找", "/ search")),
    Command("next_hit", ("f3",), "下一处命中", "Next hit", "see", LISTED),
    Command("previous_hit", ("shift+f3",), "上一处命中", "Previous hit", "see", LISTED),
    Command("toggle_outline", ("o",), "显示或隐藏章节栏", "Show or hide the list of sections", "see", (PAIR,)),
    Command("toggle_detail", ("i",), "说明栏：常规、加高、隐藏", "Details: shown, taller, hidden", "see", LISTED),
    Command("toggle_ruler", ("r",), "显示或隐藏总览尺", "Show or hide the ruler", "see", (PAIR,)),
    Command("layout", ("w", "vertical_line", "fullwidth_vertical_line"), "版式：自动、左右、上下", "Layout: auto, side by side, stacked", "see", (PAIR,)),
    Command("other_document", ("x", "full_stop", "ideographic_full_stop"), "换看另一份文件", "The other document", "see", (OUTLINE,), ("x 甲/乙", "x A/B")),
    Command("other_list", ("x", "full_stop", "ideographic_full_stop"), "换看这一对或全部文件的清单", "What is listed: of the pair or of all documents", "see", (DISTINCTIVE, *TABLES), ("x 一对/全部", "x pair/all")),
    Command("pin", ("equals_sign", "fullwidth_equals_sign"), "手动对齐：指定对应的一节", "Pin a counterpart by hand", "correct", (PAIR,), ("= 对齐", "= pin")),
    Command("cut", ("backspace",), "取消这个对应（再按一次恢复自动结果）", "Cut this link (again: back to automatic)", "correct", (PAIR,)),
    Command("role", ("e",), "改这一节的角色", "Correct the role of the section", "correct", (OUTLINE,), ("e 改角色", "e role")),
    Command("heading", ("plus", "fullwidth_plus_sign"), "把光标处定为标题，或改标题层级", "Make a heading here, or change its level", "correct", (OUTLINE,), ("+ 定标题", "+ heading")),
    Command("no_heading", ("minus", "fullwidth_hyphen_minus", "delete"), "这里不是标题（再按一次恢复）", "This is no heading (again: undo)", "correct", (OUTLINE,), ("- 非标题", "- no heading")),
    Command("remark", ("c", "comma", "fullwidth_comma"), "批注", "Note", "correct", (PAIR, OUTLINE), ("c 批注", "c note")),
    Command("corrections", ("L",), "全部改正与批注一览", "All corrections and notes", "correct", READING),
    Command("copy", ("y", "ctrl+y"), "复制这一对文字", "Copy this pair", "take", LISTED, ("y 复制", "y copy")),
    Command("cite", ("Y",), "复制引文（标题、文号、条款、原文）", "Copy a citation (title, number, section, quotation)", "take", (*READING, *TABLES)),
    Command("export", ("f2", "ctrl+e"), "导出所见内容", "Export what is shown", "take", (PAIR, OUTLINE, MATRIX, *TABLES), ("F2 导出", "F2 export")),
    Command("pick_here", ("B", "insert"), "把光标处的引文放进或拿出比对篮", "Put the quotation here into or out of the basket", "take", (PAIR, OUTLINE)),
    Command("basket", ("ctrl+b",), "比对篮：导出、复制、清空", "Basket: export, copy, empty", "take", ANYWHERE),
    Command("help", ("f1", "question_mark", "fullwidth_question_mark"), "帮助", "Help", "app", ANYWHERE, ("F1 帮助", "F1 help")),
    Command("palette", ("ctrl+p",), "命令表", "Commands", "app", ANYWHERE, ("Ctrl+P 命令", "Ctrl+P commands")),
    Command("theme", ("t",), "换配色", "Change colours", "app", ANYWHERE),
    Command("quit", ("ctrl+q", "q"), "退出", "Quit", "app", ANYWHERE, ("q 退出", "q quit")),
)  # fmt: skip


def commands_of(area: str) -> Iterator[Command]:
    """The commands that work in an area, in the order of the table."""
    return (command for command in COMMANDS if area in command.areas)


_SHOWN = {
    "right_square_bracket": "]", "left_square_bracket": "[", "right_black_lenticular_bracket": "】", "left_black_lenticular_bracket": "【",
    "right_curly_bracket": "}", "left_curly_bracket": "{", "fullwidth_right_curly_bracket": "｝", "fullwidth_left_curly_bracket": "｛",
    "apostrophe": "'", "quotation_mark": '"', "right_single_quotation_mark": "’", "left_double_quotation_mark": "“", "right_double_quotation_mark": "”",
    "semicolon": ";", "fullwidth_semicolon": "；", "colon": ":", "fullwidth_colon": "：",
    "slash": "/", "fullwidth_solidus": "／", "ideographic_comma": "、", "vertical_line": "|", "fullwidth_vertical_line": "｜",
    "full_stop": ".", "ideographic_full_stop": "。", "comma": ",", "fullwidth_comma": "，", "equals_sign": "=", "fullwidth_equals_sign": "＝",
    "plus": "+", "fullwidth_plus_sign": "＋", "minus": "-", "fullwidth_hyphen_minus": "－", "question_mark": "?", "fullwidth_question_mark": "？",
    "asterisk": "*", "fullwidth_asterisk": "＊", "multiplication_sign": "×",
    "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab", "backspace": "Backspace", "delete": "Delete", "space": "Space",
}  # fmt: skip


def key_name(key: str) -> str:
    """A key as it is printed on the keyboard."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith(("ctrl+", "shift+")):
        lead, _, rest = key.partition("+")
        return f"{lead.title()}+{key_name(rest) if rest in _SHOWN else rest.upper()}"
    return key.upper() if len(key) > 1 else key

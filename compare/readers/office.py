"""Files that LibreOffice turns into .docx (.doc, .wps, .rtf, .odt): one call for many, nothing in them executed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import ReadError
from . import docx
from .faults import damaged, encrypted
from .package import open_package
from .source import Source

SWITCH = "BIDUI_SOFFICE"  # environment: path of soffice, or - to do without
_NAME = "Office"
_MEMORY = 6 << 20  # KiB of address space, most of which LibreOffice never touches; a file that swells ends there
_START, _EACH = 90, 30  # seconds: to start on a slow machine for the first time, and for each file
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SHELL = "/bin/sh"
_MARKS = ((b"{\\rtf", ".rtf"), (b"PK", ".odt"), (b"\xd0\xcf\x11\xe0", ".doc"))
# A profile of its own: no macros, no update of links, no fetching of what a document links to, and a proxy that
# nobody is, for whatever would still ask the network.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def program() -> str:
    """Path of LibreOffice's soffice, empty where there is none."""
    stated = os.environ.get(SWITCH, "")
    if stated:
        return "" if stated == "-" else stated
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def read(data: bytes, path: str) -> Source:
    """Text of a file that LibreOffice reads. Raises ReadError, also where there is no LibreOffice."""
    check(data, path)
    return from_converted(convert([data], path)[0], data, path)


def check(data: bytes, path: str) -> None:
    """Raise ReadError where this is a package that is damaged, encrypted or would swell beyond bounds."""
    if data.startswith(b"PK"):
        open_package(data, path, "ODT")


def package_of(data: bytes, path: str) -> bytes:
    """A file as .docx. Raises ReadError where LibreOffice is missing or cannot read it."""
    return _made(convert([data], path)[0], data, path)


def from_converted(converted: bytes | None, data: bytes, path: str) -> Source:
    """Text of a .docx that LibreOffice made of a file. Raises ReadError where it made none."""
    source = docx.read(_made(converted, data, path), path, through=True)
    return replace(source, format=_suffix(data).removeprefix("."))


def _made(converted: bytes | None, data: bytes, path: str) -> bytes:
    if converted is None:
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data or b"manifest:encryption-data" in data:
            raise encrypted(path, _NAME)
        raise damaged(path, _NAME)
    return converted


def convert(files: Sequence[bytes], path: str = "") -> list[bytes | None]:
    """Each file as .docx, None where LibreOffice could not read it. path: for errors. Raises ReadError where there is
    no LibreOffice, or it does not come to an end."""
    soffice = program()
    if not soffice:
        raise _missing(path)
    with tempfile.TemporaryDirectory(prefix="bidui-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        places = []
        for index, data in enumerate(files):
            place = folder / f"{index}{_suffix(data)}"
            place.write_bytes(data)
            places.append(place)
        (folder / "profile" / "user").mkdir(parents=True)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.write_text(_profile(), encoding="utf-8")
        _run(soffice, folder, places, path)
        made = [folder / "out" / f"{place.stem}.docx" for place in places]
        return [place.read_bytes() if place.is_file() else None for place in made]


def _run(soffice: str, folder: Path, places: Sequence[Path], path: str) -> None:
    command = [
        *(soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo"),
        *("--nodefault", "--nolockcheck", "--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(folder / "out"), *map(str, places)),
    ]
    if Path(_SHELL).exists():
        command = [_SHELL, "-c", f'ulimit -v {_MEMORY}; exec "$0" "$@"', *command]
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise _failed(path, error.strerror or str(error)) from error
    try:
        process.wait(_START + _EACH * len(places))
    except subprocess.TimeoutExpired:
        raise _failed(path, "timeout") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with everything that it started."""
    if process.poll() is None:
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _environment(folder: Path) -> Mapping[str, str]:
    """What LibreOffice sees of the environment: no display to open windows on, no proxy that leads out."""
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    kept.pop("DISPLAY", None)
    kept.pop("WAYLAND_DISPLAY", None)
    return {**kept, "HOME": str(folder), "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>{items}</oor:items>\n'


def _suffix(data: bytes) -> str:
    return next((suffix for mark, suffix in _MARKS if data.startswith(mark)), ".doc")


def _missing(path: str) -> ReadError:
    return ReadError(
        "读这种格式要用 LibreOffice，没有找到。",
        "this format needs LibreOffice, which was not found.",
        path=path,
        advice_zh="请安装 LibreOffice（https://zh-cn.libreoffice.org，免费），或用 Word、WPS 另存为 .docx。",
        advice_en="Install LibreOffice (https://www.libreoffice.org), or save the file as .docx in Word or WPS.",
    )


def _failed(path: str, detail: str) -> ReadError:
    return ReadError(
        f"LibreOffice 没能转换这份文件（{detail}）。",
        f"LibreOffice did not convert this file ({detail}).",
        path=path,
        advice_zh="请用 Word 或 WPS 打开后另存为 .docx。",
        advice_en="Open it in Word or WPS and save it as .docx.",
    )

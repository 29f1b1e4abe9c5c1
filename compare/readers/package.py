"""Zip packages (docx, ofd, odt): their parts, read with bounds against archives that swell."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from ..errors import ReadError
from .faults import damaged, encrypted, guarded, too_big

MOST_PART = 64 << 20  # bytes of one part, unpacked; the text of a long plan takes one or two million
MOST_ALL = 512 << 20  # bytes of all parts, unpacked: pictures are packed already and do not swell
_MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Package:
    """An open package. name: of its format, for errors."""

    archive: zipfile.ZipFile
    path: str
    name: str

    @property
    def names(self) -> list[str]:
        """Names of its parts."""
        return self.archive.namelist()

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None where there is none of that name. Raises ReadError where it cannot be unpacked."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.file_size > MOST_PART:
            raise _swells(self.path, info.file_size)
        with guarded(self.path, self.name, zipfile.BadZipFile, NotImplementedError):
            # zipfile stops at the size that the entry declares, so the size checked is the size unpacked.
            return self.archive.read(info)


def open_package(data: bytes, path: str, name: str) -> Package:
    """The package of these bytes. Raises ReadError where it is damaged, encrypted or would swell beyond bounds."""
    with guarded(path, name, zipfile.BadZipFile, NotImplementedError):
        archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if any(info.flag_bits & 1 for info in entries):
        raise encrypted(path, name)
    size = sum(info.file_size for info in entries)
    if size > MOST_ALL:
        raise _swells(path, size)
    if len(entries) > _MOST_PARTS:
        raise damaged(path, name, f"{len(entries)} parts")
    return Package(archive, path, name)


def _swells(path: str, size: int) -> ReadError:
    megabytes = size >> 20
    return too_big(path, f"解开后有 {megabytes} MB", f"{megabytes} MB when unpacked")

"""Small files of each format, made from invented text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "", **others: str) -> bytes:
    """A .docx with this XML in its body. others: further parts of word/ by their name without .xml."""
    parts = {"numbering": numbering, "styles": styles, **others}
    kinds = {name: content for name, content in parts.items() if content}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for n, name in enumerate(kinds)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    types = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    text = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{text}.{name}+xml"/>' for name in ("document", *kinds)
    ).replace(f"{text}.document+xml", f"{text}.document.main+xml")
    return zipped(
        {
            "[Content_Types].xml": f'{head}<Types {types}><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": f"{head}<Relationships {space}><Relationship Id='r1' Type='{RELATIONS}/officeDocument' "
            "Target='word/document.xml'/></Relationships>",
            "word/_rels/document.xml.rels": f"{head}<Relationships {space}>{relations}</Relationships>",
            "word/document.xml": f"{head}<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"{head}<w:{name} {W}>{content}</w:{name}>" for name, content in kinds.items()},
        }
    )


def p(text: str = "", properties: str = "", *, raw: str = "") -> str:
    """A paragraph. raw: runs as XML instead of plain text."""
    inner = raw or f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(number: int, level: int = 0) -> str:
    """Properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of plain cells."""
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]],
    *,
    size: tuple[int, int] = (595, 842),
    drawn: str = "",
    trailer: str = "",
) -> bytes:
    """A PDF of texts at (x, y, size), in a font that every reader knows by name. drawn: further operators on each
    page. trailer: further entries of the trailer."""
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n0\nendstream",
    ]
    kids = []
    for page in pages:
        shown = "".join(
            f"/F1 {points:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{text.encode('utf-16-be').hex()}> Tj\n"
            for x, y, points, text in page
        )
        stream = f"BT\n{shown}ET\n{drawn}"
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Resources << /Font << /F1 3 0 R >> "
            f"/XObject << /I1 6 0 R >> >> /Contents {len(bodies)} 0 R >>"
        )
        kids.append(len(bodies))
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(bodies) + 1
    tail = f"trailer << /Size {count} /Root 1 0 R {trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {count}\n0000000000 65535 f \n{rows}{tail}".encode("latin-1")


def lines(
    texts: Sequence[str], *, x: float = 90, top: float = 760, points: float = 14, step: float = 24
) -> list[tuple[float, float, float, str]]:
    """Texts one below the other, for `pdf`."""
    return [(x, top - step * n, points, text) for n, text in enumerate(texts)]


def mhtml(page: str, charset: str = "utf-8") -> bytes:
    """A web archive of a page with a picture and a frame."""
    archive = MIMEMultipart("related", boundary="=_part", type="text/html")
    archive["Subject"] = "page"
    archive.attach(MIMEText("<html><body>frame</body></html>", "html", "utf-8"))
    archive.attach(MIMEText(page, "html", charset))
    archive.attach(MIMEText("body {}", "css", "utf-8"))
    return archive.as_bytes()


def ofd(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """An OFD of texts at (x, y from the top, size), in millimetres."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    listed_ = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData>{box.replace('PageArea', 'PageArea')}"
        f"</ofd:CommonData><ofd:Pages>{listed_}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        objects = "".join(
            f'<ofd:TextObject ID="{100 + n}" Boundary="{x} {y - size} 180 {size * 1.2}" Font="1" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode></ofd:TextObject>'
            for n, (x, y, size, text) in enumerate(page)
        )
        parts[f"Doc_0/Pages/{number}.xml"] = (
            f"<ofd:Page {space}>{box.replace('ofd:PageArea', 'ofd:Area')}<ofd:Content>"
            f'<ofd:Layer ID="{number + 50}">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return zipped(parts)

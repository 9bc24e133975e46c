"""Files in every form a partner may send, written by hand so that a test can say what is odd in them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cakupan.workbooks.model import Sheet

Rows = Sequence[Sequence[Any]]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        **{name: name for name in ("office", "table", "text", "style")},
        "draw": "drawing",
        "dr3d": "dr3d",
    }.items()
)
# Cell styles of packed_workbook: 0 plain, 1 struck through, 2 a day, 3 a struck day, 4 a span of time.
STYLES = (
    f"{XML}<styleSheet {MAIN}><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts>"
    "<fonts><font><sz val='11'/></font><font><strike/><sz val='11'/></font></fonts>"
    "<fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf numFmtId='0'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='0' fontId='1'/><xf numFmtId='164' fontId='0'/>"
    "<xf numFmtId='164' fontId='1'/><xf numFmtId='46' fontId='0'/></cellXfs></styleSheet>"
)
PLAIN_STYLES = (
    f"{XML}<styleSheet {MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs></styleSheet>"
)


def grid(sheet: Sheet) -> list[list[str]]:
    """Return the texts of a sheet row by row."""
    return [sheet.row(number) for number in range(sheet.height)]


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive with these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed_workbook(
    *sheet_xml: str | bytes,
    styles: str = STYLES,
    texts: str = "",
    properties: str = "",
    names: Sequence[str] = (),
    states: Sequence[str] = (),
    folder: str = "xl",
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Return an .xlsx from the XML of its sheets, `<sheetData>` and what stands around it."""
    numbers = range(1, len(sheet_xml) + 1)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _content_types(numbers, folder),
        "_rels/.rels": _relations({"rId1": ("officeDocument", f"{folder}/workbook.xml")}),
        f"{folder}/workbook.xml": f"{XML}<workbook {MAIN} {LINKS}><workbookPr {properties}/><sheets>"
        + "".join(
            f"<sheet name={quoteattr(_at(names, number, f'Sheet{number}'))} sheetId='{number}'"
            f" state='{_at(states, number, 'visible')}' r:id='rId{number}'/>"
            for number in numbers
        )
        + "</sheets></workbook>",
        f"{folder}/_rels/workbook.xml.rels": _relations(
            {
                **{f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers},
                "rId901": ("styles", "styles.xml"),
                "rId902": ("sharedStrings", "sharedStrings.xml"),
            }
        ),
        f"{folder}/styles.xml": styles,
        f"{folder}/sharedStrings.xml": f"{XML}<sst {MAIN}>{texts}</sst>",
    }
    for number, xml in zip(numbers, sheet_xml, strict=True):
        is_whole = isinstance(xml, bytes) or xml.startswith("<?xml")
        parts[f"{folder}/worksheets/sheet{number}.xml"] = xml if is_whole else worksheet(str(xml))
    return zip_of({**parts, **(more or {})})


def worksheet(inner: str) -> str:
    """Return the XML of one sheet around its `<sheetData>`."""
    return f"{XML}<worksheet {MAIN} {LINKS}>{inner}</worksheet>"


def cell(reference: str, value: Any, style: int = 0, *, formula: str = "") -> str:
    """Return the XML of one cell: texts inline, numbers and yes or no as such."""
    head = f'<c r="{reference}" s="{style}"'
    written = f"<f>{formula}</f>" if formula else ""
    if isinstance(value, bool):
        return f'{head} t="b">{written}<v>{int(value)}</v></c>'
    if isinstance(value, str) and formula:
        return f'{head} t="str">{written}<v>{escape(value)}</v></c>'
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"{head}>{written}<v>{value}</v></c>"


def row(number: int, *cells: str, attributes: str = "") -> str:
    """Return the XML of one row."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def open_document(
    *tables: Rows | str,
    styles: str = "",
    mimetype: str = "spreadsheet",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Return an .ods with these tables: rows of values, or the XML within `<table:table>`."""
    inner = "".join(
        f'<table:table table:name="Lembar{number}">'
        f"{each if isinstance(each, str) else ''.join(ods_row(cells) for cells in each)}</table:table>"
        for number, each in enumerate(tables, start=1)
    )
    return zip_of(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{mimetype}",
            "content.xml": ods_content(inner, styles),
            **(more or {}),
        }
    )


def ods_content(tables: str, styles: str = "") -> str:
    """Return the content part around its tables."""
    return (
        f"{XML}<office:document-content {ODS_SPACES}>{_ods_inner(tables, styles)}</office:document-content>"
    )


def flat_document(tables: str, styles: str = "", kind: str = "spreadsheet") -> bytes:
    """Return a .fods, or another open document in one file of markup."""
    said = f'office:mimetype="application/vnd.oasis.opendocument.{kind}"'
    return (
        f"{XML}<office:document {ODS_SPACES} {said}>{_ods_inner(tables, styles)}</office:document>".encode()
    )


def _ods_inner(tables: str, styles: str) -> str:
    return (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    )


def ods_row(cells: Sequence[Any], attributes: str = "") -> str:
    """Return the XML of one row of a table."""
    return f"<table:table-row {attributes}>{''.join(ods_cell(each) for each in cells)}</table:table-row>"


def ods_cell(value: Any, attributes: str = "") -> str:
    """Return the XML of one cell of a table."""
    if value is None or value == "":
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, date):
        stored = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        stored = f'office:value-type="float" office:value="{value}"'
    else:
        stored = 'office:value-type="string"'
    return f"<table:table-cell {stored} {attributes}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def web_page(rows: Rows, encoding: str = "utf-8") -> bytes:
    """Return an HTML page with one table, as many systems save under the name .xls."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in cells) + "</tr>"
        for cells in rows
    )
    page = f"<html><head><meta charset={encoding}></head><body><table border=1>{lines}</table></body></html>"
    return page.encode(encoding)


def xml_workbook(rows: Rows, sheet: str = "") -> bytes:
    """Return a workbook saved as one XML file, its sheet made from rows or given as XML."""
    lines = "".join("<Row>" + "".join(_xml_cell(cell) for cell in cells) + "</Row>" for cells in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'{XML}<?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Styles><Style ss:ID="batal"><Font ss:StrikeThrough="1"/></Style></Styles>'
        f'<Worksheet ss:Name="Daftar">{sheet or f"<Table>{lines}</Table>"}</Worksheet></Workbook>'
    ).encode()


def _xml_cell(value: Any) -> str:
    if value is None or value == "":
        return "<Cell/>"
    kind = "Number" if isinstance(value, int | float) else "String"
    written = value
    if isinstance(value, date):
        kind, written = "DateTime", f"{value.isoformat()}T00:00:00.000"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(written))}</Data></Cell>'


def _content_types(numbers: range, folder: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {f"/{folder}/workbook.xml": "sheet.main"}
    parts |= {f"/{folder}/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    return (
        f'{XML}<Types xmlns="{space}"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{p}" ContentType="{kind}.{k}+xml"/>' for p, k in parts.items())
        + "</Types>"
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'{XML}<Relationships xmlns="{space}">'
        + "".join(
            f'<Relationship Id="{key}" Type="{LINK}/{kind}" Target="{target}"/>'
            for key, (kind, target) in targets.items()
        )
        + "</Relationships>"
    )


def _at(values: Sequence[str], number: int, otherwise: str) -> str:
    return values[number - 1] if number <= len(values) else otherwise

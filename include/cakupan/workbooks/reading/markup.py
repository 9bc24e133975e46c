"""XML read as a stream of events: nothing is expanded, nothing fetched, no tree is built."""

from collections.abc import Callable, Collection, Iterable
from xml.parsers import expat

from cakupan.errors import FileRefused
from cakupan.workbooks.reading import bounds, careless_xml

DEEPEST = 200
MOST_DIGITS = 11
UNBOUND_PREFIX = 27
Attributes = dict[str, str]


class UnboundPrefixError(Exception):
    """A name bears a prefix that stands for nothing: only who asks for no namespace reads on."""


def walk(
    chunks: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
    spaces: Collection[str] = (),
    kept: Collection[str] = (),
) -> None:
    """Call back for each element of a document and the text in it; names come without prefixes not `kept`.

    Where `spaces` are named, only elements of these or of no namespace do: others, as programs add them,
    and attributes with a prefix come as the namespace and the name.

    Raises:
        FileRefused: BERKAS_RUSAK when it is not well formed, too deep, or brings a document type.
        UnboundPrefixError: When namespaces are asked for and a prefix has none.
    """
    parser = expat.ParserCreate(namespace_separator=" " if spaces else None)
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0
    names: dict[str, str] = {}

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise FileRefused("BERKAS_RUSAK")
        start(names.get(name) or names.setdefault(name, _told(name, spaces, kept)), attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[name])

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        is_there = False  # a part that is not there has no elements
        for chunk in careless_xml.mended(chunks):
            is_there = True
            parser.Parse(chunk, False)
        if is_there:
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if getattr(error, "code", 0) == UNBOUND_PREFIX:
            raise UnboundPrefixError from error
        raise FileRefused("BERKAS_RUSAK") from error


def elements(data: bytes, spaces: Collection[str] = ()) -> list[tuple[str, Attributes]]:
    """Return the elements of a small document in the order in which they open; ends as '/name'.

    Raises:
        FileRefused: BERKAS_RUSAK.
    """
    tags: list[tuple[str, Attributes]] = []
    try:
        _list(data, tags, spaces)
    except UnboundPrefixError:
        tags.clear()
        _list(data, tags, ())
    return tags


def elements_before_damage(
    data: bytes, spaces: Collection[str] = ()
) -> tuple[list[tuple[str, Attributes]], bool]:
    """Return the elements of a small document as far as it is well formed, and whether that is all of it.

    Raises:
        FileRefused: BERKAS_RUSAK for one that brings a document type or is too deep.
    """
    try:
        return elements(data, spaces), True
    except FileRefused as refusal:
        if not isinstance(refusal.__cause__, expat.ExpatError):
            raise
    tags: list[tuple[str, Attributes]] = []
    try:
        _list(data, tags, spaces)
    except (FileRefused, UnboundPrefixError):
        return tags, False
    return tags, True


def local_attributes(attributes: Attributes) -> Attributes:
    """Return the attributes under their names without prefixes."""
    return {_local(name): value for name, value in attributes.items()}


def whole_number(written: str | None, otherwise: int = 0) -> int:
    """Return the whole number an attribute states; `otherwise` where it states none, or one without end."""
    is_number = written is not None and written.isascii() and written.isdigit()
    return int(written) if written and is_number and len(written) <= MOST_DIGITS else otherwise


class Letters:
    """The text of one cell, gathered piece by piece within a bound."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Append a piece.

        Raises:
            FileRefused: BERKAS_TERLALU_BESAR.
        """
        self._length += len(piece)
        if self._length > bounds.LONGEST_CELL:
            raise bounds.too_long_a_cell()
        self._pieces.append(piece)

    def take(self) -> str:
        """Return what was gathered and start anew."""
        taken = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return taken


def _list(data: bytes, tags: list[tuple[str, Attributes]], spaces: Collection[str]) -> None:
    walk(
        [data] if data else (),
        lambda name, attributes: tags.append((name, attributes)),
        lambda name: tags.append((f"/{name}", {})),
        spaces=spaces,
    )


def _told(name: str, spaces: Collection[str], kept: Collection[str]) -> str:
    space, _, local = name.rpartition(" ")
    is_whole = (space and space not in spaces) or local.partition(":")[0] in kept
    return name if is_whole else _local(local)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise FileRefused("BERKAS_RUSAK", sign="markup")

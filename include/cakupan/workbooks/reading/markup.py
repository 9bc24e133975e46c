"""XML read as a stream of events: nothing is expanded, nothing fetched, no tree is built."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from cakupan.errors import FileRefused
from cakupan.workbooks.reading import bounds

DEEPEST = 200
Attributes = dict[str, str]


def walk(
    chunks: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element of a document and the text in it; names come without their prefixes.

    Raises:
        FileRefused: BERKAS_RUSAK when it is not well formed, too deep, or brings a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0
    names: dict[str, str] = {}

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise FileRefused("BERKAS_RUSAK")
        start(names.get(name) or names.setdefault(name, _local(name)), attributes)

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
        for chunk in chunks:
            is_there = True
            parser.Parse(chunk, False)
        if is_there:
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileRefused("BERKAS_RUSAK") from error


def elements(chunks: Iterable[bytes]) -> list[tuple[str, Attributes]]:
    """Return the elements of a small document in the order in which they open; ends as '/name'.

    Raises:
        FileRefused: BERKAS_RUSAK.
    """
    found: list[tuple[str, Attributes]] = []
    walk(chunks, lambda name, attributes: found.append((name, attributes)), lambda name: _end(found, name))
    return found


def local_attributes(attributes: Attributes) -> Attributes:
    """Return the attributes under their names without prefixes."""
    return {_local(name): value for name, value in attributes.items()}


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


def _end(found: list[tuple[str, Attributes]], name: str) -> None:
    found.append((f"/{name}", {}))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise FileRefused("BERKAS_RUSAK", sign="markup")

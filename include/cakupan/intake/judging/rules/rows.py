"""Rules on rows as the sheet shows them: crossed out, or out of sight."""

from collections.abc import Iterator

from cakupan.contracts.roster import RosterContract
from cakupan.intake.judging.fields.frame import Frame
from cakupan.intake.judging.rules.catalogue import WHOLE_ROW, Hit, rule


@rule(
    "BARIS_DICORET",
    "error",
    label_id="Baris dicoret",
    label_en="Row struck through",
    text_id="Baris ini dicoret.",
    text_en="This row is struck through.",
    advice_id="Hapus barisnya bila memang batal, atau hilangkan coretannya.",
    advice_en="Delete the row if it is cancelled, or remove the strike-through.",
)
def row_is_struck(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """Partners cross out who left the list; nobody is counted whom they meant to take off."""
    yield Hit(rows=frame.texts.flag("is_struck"), field=WHOLE_ROW)


@rule(
    "BARIS_TERSEMBUNYI",
    "warning",
    label_id="Baris tersembunyi",
    label_en="Row hidden",
    text_id="Baris ini tersembunyi atau tersaring pada lembar kerja.",
    text_en="This row is hidden or filtered out on the sheet.",
    advice_id="Tampilkan barisnya dan pastikan memang termasuk daftar, atau hapus.",
    advice_en="Show the row and make sure that it belongs on the list, or delete it.",
)
def row_is_hidden(frame: Frame, contract: RosterContract) -> Iterator[Hit]:
    """A row left over from a filter counts, but its sender has to know."""
    yield Hit(rows=frame.texts.flag("is_hidden"), field=WHOLE_ROW)

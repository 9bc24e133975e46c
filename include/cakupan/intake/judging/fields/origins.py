"""What group of workers a row belongs to and who pays for it, as codes."""

import pyarrow as pa
import pyarrow.compute as pc

from cakupan.intake.judging.fields import columns, values
from cakupan.intake.judging.fields.texts import Texts

PROVINCE_LENGTH = 2


def category(texts: Texts) -> pa.StringArray:
    """Return the code of the first field whose words name one, else what the contract says."""
    categories = columns.nothing(texts.portion.size)
    for name in texts.contract.category_from:
        coded = texts.coded(name)
        if coded.distinct:
            categories = pc.coalesce(categories, coded.texts(values.codes(coded, "occupations")))
    otherwise = texts.contract.category_otherwise
    return pc.fill_null(categories, otherwise) if otherwise else categories


def funding(texts: Texts) -> pa.StringArray:
    """Return what the row says, "APBD" alone being the partner's own; else what the obligation says."""
    portion = texts.portion
    defaults = pa.array([each.funding_default or None for each in portion.terms], pa.string())
    otherwise = defaults.take(pa.array(portion.file_no))
    coded = texts.coded("sumber_dana")
    if not coded.distinct:
        return otherwise
    stated = coded.texts(values.codes(coded, "fundings"))
    is_local = pc.equal(stated, "LOCAL")
    own = pa.array(
        [
            "APBD_PROV" if len(each.partner_area_code or "") == PROVINCE_LENGTH else "APBD_KAB"
            for each in portion.terms
        ]
    ).take(pa.array(portion.file_no))
    return pc.coalesce(pc.if_else(is_local, own, stated), otherwise)

"""What changed between two editions: kept, reworded, new, dropped or not known. Pure."""

import re

import pandas as pd

from data_access.measures.claims import CERTAIN, INFERRED, NOT_KNOWN, POSSIBLE

KEPT, REWORDED, NEW, DROPPED = "kept", "reworded", "new", "dropped"
CHANGE_COLUMNS = ["csp_code", "code", "change", "certainty", "wording_then", "wording_now"]
_RANK = {CERTAIN: 0, INFERRED: 1, POSSIBLE: 2}


def compare_claims(then: pd.DataFrame, now: pd.DataFrame, *, waiting: set[str]) -> pd.DataFrame:
    """A row for each partnership and theme of either edition, with what became of it.

    then and now are claims (measures.claims). An unplaced cell that could be the theme makes 'not known',
    and so does a theme that is gone where the partnership (waiting) may not have set its priorities yet.
    """
    keys = ["csp_code", "theme_code"]
    pairs = then.merge(now, on=keys, how="outer", suffixes=("_then", "_now"))
    rows = []
    for pair in pairs.itertuples():
        was = pair.certainty_then if isinstance(pair.certainty_then, str) else ""
        held = pair.certainty_now if isinstance(pair.certainty_now, str) else ""
        before = pair.wordings_then if was else ""
        after = pair.wordings_now if held else ""
        change = _name_change(was, held, is_waiting=pair.csp_code in waiting, is_same=is_same_wording(before, after))
        certainty = NOT_KNOWN if change == NOT_KNOWN else max((was, held), key=lambda name: _RANK.get(name, -1))
        rows.append((pair.csp_code, pair.theme_code, change, certainty, before, after))
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def _name_change(was: str, held: str, *, is_waiting: bool, is_same: bool) -> str:
    if POSSIBLE in (was, held):
        return NOT_KNOWN
    if was and held:
        return KEPT if is_same else REWORDED
    if held:
        return NEW
    return NOT_KNOWN if is_waiting else DROPPED


def compare_statements(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """What became of the alliance's own priorities; each frame has priority_code and priority_name."""
    before = dict(zip(then["priority_code"], then["priority_name"], strict=True))
    after = dict(zip(now["priority_code"], now["priority_name"], strict=True))
    rows = []
    for code in dict.fromkeys((*before, *after)):
        was, held = before.get(code, ""), after.get(code, "")
        change = _name_change(
            CERTAIN if was else "", CERTAIN if held else "", is_waiting=False, is_same=is_same_wording(was, held)
        )
        rows.append(("", code, change, CERTAIN, was, held))
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def is_same_wording(one: str, other: str) -> bool:
    """Whether two wordings have the same letters and digits: case, spaces and punctuation don't count."""
    return re.sub(r"[^a-z0-9]", "", one.casefold()) == re.sub(r"[^a-z0-9]", "", other.casefold())

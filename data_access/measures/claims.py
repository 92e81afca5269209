"""Which partnership carries which theme, and how sure that is. Pure.

A claim is certain where the table places it, inferred where a named rule does, and possible where a cell
of the partnership's chart that is unplaced, or placed elsewhere by inference, could be the theme. Nothing
is claimed from a possible one, and nothing against it: a partnership neither lacks, drops nor alone
carries what it may have named.
"""

from collections.abc import Iterator

import pandas as pd

CERTAIN, INFERRED, POSSIBLE = "certain", "inferred", "possible"
NOT_KNOWN = "not known"
CLAIM_COLUMNS = ["csp_code", "theme_code", "certainty", "wordings"]


def find_claims(cells: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """A row for each column of an edition's charts and theme it carries or may carry; the surest stands.

    cells has csp_code (missing where unplaced), chart, kind, theme_code, other_theme_codes (joined by
    ';'), local_wording, certainty. Only cells of kind priority make a claim; a cell that stands in no
    column, or in one by inference, leaves the others of its chart open. partners has csp_code and
    chart. wordings joins the local wordings behind the claim.
    """
    named = cells[(cells["kind"] == "priority") & cells["theme_code"].notna()]
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for certainty in (CERTAIN, INFERRED):
        for row in named[(named["certainty"] == certainty) & named["csp_code"].notna()].itertuples():
            _, wordings = found.setdefault((row.csp_code, row.theme_code), (certainty, []))
            wordings.append(row.local_wording)
    is_loose = cells["csp_code"].isna() | ((cells["certainty"] == INFERRED) & (cells["kind"] == "priority"))
    loose = cells[(cells["kind"] != "state") & is_loose & cells["theme_code"].notna()]
    possible = {chart: _list_possible(rows) for chart, rows in loose.groupby("chart")}
    for partner in partners.itertuples():
        for theme_code, wordings in possible.get(partner.chart, {}).items():
            found.setdefault((partner.csp_code, theme_code), (POSSIBLE, wordings))
    rows = [(*key, certainty, "; ".join(dict.fromkeys(words))) for key, (certainty, words) in found.items()]
    return pd.DataFrame(rows, columns=CLAIM_COLUMNS)


def _list_possible(loose: pd.DataFrame) -> dict[str, list[str]]:
    """The themes that a chart's unplaced cells could be, with their wordings; a wording may name several."""
    themes: dict[str, list[str]] = {}
    for row in loose.itertuples():
        for theme_code in (row.theme_code, *split_codes(row.other_theme_codes)):
            themes.setdefault(theme_code, []).append(row.local_wording)
    return themes


def split_codes(joined: object) -> Iterator[str]:
    """The codes of a cell that joins several by ';'."""
    if isinstance(joined, str):
        yield from (code.strip() for code in joined.split(";") if code.strip())


def find_open_charts(cells: pd.DataFrame) -> set[str]:
    """Charts with cells that stand in no column: of their partnerships not every priority is known."""
    loose = cells[(cells["kind"] == "priority") & cells["csp_code"].isna()]
    return set(loose["chart"])


def find_waiting_charts(cells: pd.DataFrame) -> set[str]:
    """Charts that say of a partnership, without naming it, that it has not yet set its priorities."""
    waiting = cells[(cells["kind"] == "state") & cells["csp_code"].isna()]
    return set(waiting["chart"])


def group_claims(claims: pd.DataFrame) -> dict[str, dict[str, set[str]]]:
    """csp_code -> certainty -> theme codes."""
    grouped: dict[str, dict[str, set[str]]] = {}
    for row in claims.itertuples():
        sets = grouped.setdefault(row.csp_code, {CERTAIN: set(), INFERRED: set(), POSSIBLE: set()})
        sets[row.certainty].add(row.theme_code)
    return grouped


def get_themes(grouped: dict[str, dict[str, set[str]]], csp_code: str, certainty: str) -> set[str]:
    """The themes a partnership claims at one certainty."""
    return grouped.get(csp_code, {}).get(certainty, set())

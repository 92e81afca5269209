"""What partnerships share with the alliance, and with each other. Pure.

Overlap is counted in shared themes; between two partnerships also by Jaccard: shared themes over all
themes that either names. Counts rest on certain claims (measures.claims); inferred ones make 'up to'.
"""

from collections.abc import Iterable

import pandas as pd

from data_access.measures.claims import CERTAIN, INFERRED, NOT_KNOWN, POSSIBLE, get_themes, group_claims

DIRECT, CONTRIBUTES, NONE = "direct", "contributes", "none"
OVERLAP_COLUMNS = [
    "csp_code",
    "csp_name",
    "is_partnership",
    "priority_code",
    "alliance_priority",
    "strength",
    "certainty",
    "themes",
    "may_be",
]
SIMILAR_COLUMNS = [
    "csp_code",
    "csp_name",
    "other_code",
    "other_name",
    "shared_count",
    "up_to_count",
    "all_count",
    "jaccard",
    "is_neighbour",
    "certainty",
    "themes",
]


def measure_overlap(
    claims: pd.DataFrame,
    *,
    partners: pd.DataFrame,
    priorities: pd.DataFrame,
    links: pd.DataFrame,
    theme_names: dict[str, str],
) -> pd.DataFrame:
    """A row for each partnership (or county) and alliance priority, with how its themes bear on it.

    strength is 'direct', 'contributes', 'none', or 'not known' where only unplaced cells could bear on
    it. certainty is 'certain', 'inferred' or 'not known'. themes joins the names of the themes behind it.
    may_be is the strength that unplaced cells could lift it to, '' for none.
    """
    grouped = group_claims(claims)
    bearing: dict[str, dict[str, str]] = {}
    for link in links.itertuples():
        if link.strength != NONE:
            bearing.setdefault(link.priority_code, {})[link.theme_code] = link.strength
    rows = []
    for partner in partners.itertuples():
        for priority in priorities.itertuples():
            strengths = bearing.get(priority.priority_code, {})
            strength, certainty, themes = _find_strength(grouped, partner.csp_code, strengths)
            names = "; ".join(sorted(theme_names.get(code, code) for code in themes))
            possible = get_themes(grouped, partner.csp_code, POSSIBLE) & strengths.keys()
            may_be = _find_best(strengths, possible)
            own = (partner.csp_code, partner.csp_name, partner.is_partnership)
            rows.append((*own, priority.priority_code, priority.priority_name, strength, certainty, names, may_be))
    return pd.DataFrame(rows, columns=OVERLAP_COLUMNS)


def _find_strength(
    grouped: dict[str, dict[str, set[str]]], csp_code: str, strengths: dict[str, str]
) -> tuple[str, str, set[str]]:
    """Strength, certainty and the themes behind them: from certain claims, else inferred ones."""
    for certainty in (CERTAIN, INFERRED):
        themes = get_themes(grouped, csp_code, certainty) & strengths.keys()
        if themes:
            return _find_best(strengths, themes), certainty, themes
    possible = get_themes(grouped, csp_code, POSSIBLE) & strengths.keys()
    if possible:
        return NOT_KNOWN, NOT_KNOWN, possible
    return NONE, CERTAIN, set()


def _find_best(strengths: dict[str, str], themes: set[str]) -> str:
    found = {strengths[code] for code in themes}
    return DIRECT if DIRECT in found else CONTRIBUTES if found else ""


def count_shared(overlap: pd.DataFrame, *, direct_only: bool = False) -> pd.DataFrame:
    """A row for each partnership or county: alliance priorities it shares, out of how many.

    shared_count is certain, up_to_count adds inferred ones, not_known_count those left open, and
    direct_count those of the certain ones that a theme covers directly.
    """
    wanted = [DIRECT] if direct_only else [DIRECT, CONTRIBUTES]
    is_shared = overlap["strength"].isin(wanted)
    is_certain = overlap["certainty"] == CERTAIN
    is_open = ~is_shared & overlap["may_be"].isin(wanted)
    counted = overlap.assign(
        shared_count=is_shared & is_certain,
        up_to_count=is_shared,
        not_known_count=is_open,
        direct_count=(overlap["strength"] == DIRECT) & is_certain,
        all_count=True,
    )
    keys = ["csp_code", "csp_name", "is_partnership"]
    columns = ["shared_count", "up_to_count", "not_known_count", "direct_count", "all_count"]
    return counted.groupby(keys, sort=False, as_index=False)[columns].sum()


def compare_partnerships(
    claims: pd.DataFrame,
    *,
    partners: pd.DataFrame,
    neighbours: Iterable[tuple[str, str]],
    open_charts: set[str],
    theme_names: dict[str, str],
) -> pd.DataFrame:
    """A row for each two partnerships, from both sides: themes shared, all themes, Jaccard.

    Where a chart has cells in no column, all_count and jaccard are missing and shared_count is 'at least';
    two that name nothing have no jaccard. Counties are no partnerships and are left out.
    """
    grouped, touching = group_claims(claims), set(neighbours)
    own = partners[partners["is_partnership"].astype(bool)]
    rows = []
    for one in own.itertuples():
        for other in own.itertuples():
            if one.csp_code == other.csp_code:
                continue
            mine, theirs = (get_themes(grouped, code, CERTAIN) for code in (one.csp_code, other.csp_code))
            mine_wide = mine | get_themes(grouped, one.csp_code, INFERRED)
            theirs_wide = theirs | get_themes(grouped, other.csp_code, INFERRED)
            shared, everything = mine & theirs, mine | theirs
            is_known = not {one.chart, other.chart} & open_charts
            rows.append(
                (
                    one.csp_code,
                    one.csp_name,
                    other.csp_code,
                    other.csp_name,
                    len(shared),
                    len(mine_wide & theirs_wide),
                    len(everything) if is_known else None,
                    len(shared) / len(everything) if is_known and everything else None,
                    (one.csp_code, other.csp_code) in touching,
                    CERTAIN if is_known else NOT_KNOWN,
                    "; ".join(sorted(theme_names.get(code, code) for code in shared)),
                )
            )
    frame = pd.DataFrame(rows, columns=SIMILAR_COLUMNS).astype({"all_count": "Int64", "jaccard": float})
    return frame.sort_values(
        ["csp_code", "shared_count", "jaccard", "other_code"], ascending=[True, False, False, True], ignore_index=True
    )

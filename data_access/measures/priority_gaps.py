"""Where partnerships and the alliance part: priorities few carry, themes the alliance lacks, sole ones. Pure."""

import pandas as pd

from data_access.measures.claims import CERTAIN, INFERRED, POSSIBLE
from data_access.measures.overlap import DIRECT, NONE

FEW_CARRY, MANY_CARRY, SOLE = "alliance priority few carry", "theme many carry, alliance lacks", "sole priority"
GAP_COLUMNS = [
    "gap",
    "code",
    "name",
    "csp_count",
    "up_to_count",
    "not_known_count",
    "csp_total",
    "csp_names",
    "alliance",
]


def find_priority_gaps(overlap: pd.DataFrame) -> pd.DataFrame:
    """A row for each alliance priority that fewer than half of the partnerships carry directly.

    csp_count is certain, up_to_count adds inferred, not_known_count those an unplaced cell leaves open; a
    priority that could be carried by half of them with the open ones is no gap, because that isn't known.
    alliance says how many more contribute to it.
    """
    own = overlap[overlap["is_partnership"].astype(bool)]
    total = own["csp_code"].nunique()
    rows = []
    for (code, name), group in own.groupby(["priority_code", "alliance_priority"], sort=False):
        is_direct = group["strength"] == DIRECT
        certain = group[is_direct & (group["certainty"] == CERTAIN)]
        inferred = int((is_direct & (group["certainty"] == INFERRED)).sum())
        unknown = int((~is_direct & (group["may_be"] == DIRECT)).sum())
        if len(certain) + inferred + unknown >= total / 2:
            continue
        more = int((group["strength"] == "contributes").sum())
        words = f"{more} more name what contributes to it" if more else "none names what contributes to it"
        names = "; ".join(certain["csp_name"])
        rows.append((FEW_CARRY, code, name, len(certain), len(certain) + inferred, unknown, total, names, words))
    return pd.DataFrame(rows, columns=GAP_COLUMNS)


def find_theme_gaps(
    claims: pd.DataFrame, *, partners: pd.DataFrame, links: pd.DataFrame, theme_names: dict[str, str]
) -> pd.DataFrame:
    """Themes that at least half carry and no alliance priority covers directly; themes that one alone carries.

    A theme that an unplaced cell could be is nobody's alone. alliance says what the theme contributes to.
    """
    own = partners[partners["is_partnership"].astype(bool)]
    names = dict(zip(own["csp_code"], own["csp_name"], strict=True))
    rows = []
    for theme_code, group in claims[claims["csp_code"].isin(names)].groupby("theme_code", sort=False):
        by: dict[str, list[str]] = {CERTAIN: [], INFERRED: [], POSSIBLE: []}
        for claim in group.itertuples():
            by[claim.certainty].append(names[claim.csp_code])
        bearing = links[(links["theme_code"] == theme_code) & (links["strength"] != NONE)]
        count, up_to = len(by[CERTAIN]), len(by[CERTAIN]) + len(by[INFERRED])
        counts = (count, up_to, len(by[POSSIBLE]), len(names), "; ".join(sorted(by[CERTAIN])))
        is_covered = bool((bearing["strength"] == DIRECT).any())
        helped = "; ".join(bearing["priority_name"])
        words = "covered directly" if is_covered else f"contributes to {helped}" if helped else "not shared"
        name = theme_names.get(str(theme_code), str(theme_code))
        if not is_covered and count >= len(names) / 2:
            rows.append((MANY_CARRY, theme_code, name, *counts, words))
        if count == 1 and up_to == 1 and not by[POSSIBLE]:
            rows.append((SOLE, theme_code, name, *counts, words))
    frame = pd.DataFrame(rows, columns=GAP_COLUMNS)
    return frame.sort_values(["gap", "csp_count", "name"], ascending=[True, False, True], ignore_index=True)

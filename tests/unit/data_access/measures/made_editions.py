"""Made editions of partnership priorities."""

import pandas as pd

from data_access.measures.claims import find_claims
from data_access.measures.overlap import measure_overlap

PARTNERS = pd.DataFrame(
    [("a", "Avon", True, "North"), ("b", "Brook", True, "North"), ("c", "County", False, "North"),
     ("d", "Dale", True, "South")],
    columns=["csp_code", "csp_name", "is_partnership", "chart"],
)  # fmt: skip
PRIORITIES = pd.DataFrame({"priority_code": ["p", "q"], "priority_name": ["Priority P", "Priority Q"]})
LINKS = pd.DataFrame(
    [("x", "p", "direct"), ("x", "q", "none"), ("y", "p", "contributes"), ("y", "q", "contributes"),
     ("z", "p", "none"), ("z", "q", "none")],
    columns=["theme_code", "priority_code", "strength"],
).assign(priority_name=lambda rows: "Priority " + rows["priority_code"].str.upper())  # fmt: skip
NAMES = {"x": "Theme X", "y": "Theme Y", "z": "Theme Z"}


def make_cells(*rows: tuple[str | None, str, str, str]) -> pd.DataFrame:
    """Cells of (csp_code, chart, theme_code, certainty); a theme 'state' is a partnership that waits."""
    return pd.DataFrame(
        [
            {
                "csp_code": code,
                "chart": chart,
                "kind": "state" if theme == "state" else "priority",
                "theme_code": None if theme == "state" else theme,
                "other_theme_codes": "",
                "local_wording": f"wording {theme}",
                "certainty": certainty,
            }
            for code, chart, theme, certainty in rows
        ],
        columns=["csp_code", "chart", "kind", "theme_code", "other_theme_codes", "local_wording", "certainty"],
    )


def find_overlap(cells: pd.DataFrame) -> pd.DataFrame:
    claims = find_claims(cells, PARTNERS)
    return measure_overlap(claims, partners=PARTNERS, priorities=PRIORITIES, links=LINKS, theme_names=NAMES)

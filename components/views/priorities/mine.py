"""My partnership: what it shares, what is its own, what it lacks, its allies, and the local figures."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.priorities import draw_ratios
from components.choosing import choose
from components.figures import draw_chart
from components.findings.changes import say_theme_change
from components.findings.priorities import say_mine
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NOT_JUDGED, NOT_KNOWN
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.priorities.overlap import draw_overlap
from data_access.measures.overlap import count_shared

THEME_COLUMNS = {
    "theme": Column("Theme"),
    "wordings": Column("As printed"),
    "others": Column("Who else names it", missing="nobody"),
    "alliance": Column("The alliance"),
}
ALLY_COLUMNS = {
    "other_name": Column("Partnership"),
    "neighbour": Column("Neighbour", missing=""),
    "shared_count": Column("Shared themes", "count"),
    "all_count": Column("Of all", "count", missing=NOT_KNOWN),
    "jaccard": Column("Jaccard", "decimal", missing=NOT_KNOWN),
}
FIGURE_COLUMNS = {
    "theme": Column("Theme"),
    "figure_name": Column("Figure that stands for it"),
    "figure_count": Column("Count", "count"),
    "period": Column("Period"),
    "rate_words": Column("Rate (95% interval)"),
    "alliance_words": Column("All forces"),
    "differs": Column("Against all forces", missing=NOT_JUDGED),
    "trend_words": Column("Same months then and now", missing=""),
    "reason": Column("What it covers"),
}


def draw(request: Request) -> None:
    """Finding, shared and lacked, own themes, allies ranked, and local figures of one partnership."""
    whole = request.filters.but(area_code=request.default.area_code, threat_code="")
    overlap = cache.ask("priorities.overlap", whole)
    partners = overlap[overlap["is_partnership"].astype(bool)].drop_duplicates("csp_code")
    named = dict(zip(partners["csp_code"], partners["csp_name"], strict=True))
    code = choose(request, "csp", _put_first(named, request.area.code), label="My partnership")
    if not code:
        draw_empty("No partnership is held in this edition.", advice="Choose another edition.")
        return
    claims, similar = cache.ask("priorities.claims", whole), cache.ask("priorities.similar", whole)
    gaps = cache.ask("priorities.gaps", whole)
    mine, own = overlap[overlap["csp_code"] == code], claims[claims["csp_code"] == code]
    allies = similar[similar["csp_code"] == code]
    edition, name = request.filters.edition, named[code]
    lacked = mine[(mine["strength"] == "none") & (mine["certainty"] == "certain")]
    is_alone = (gaps["gap"] == "sole priority") & (gaps["csp_names"] == name)
    alone = list(gaps.loc[is_alone, "name"])
    row = count_shared(mine).iloc[0]
    draw_finding(say_mine(row, lacked=lacked["alliance_priority"], alone=alone, allies=allies, edition=edition))

    left, right = st.columns(2)
    with left:
        draw_heading(f"{name} and the alliance")
        draw_overlap(request, mine, caption=f"Alliance priorities of {edition}", name="shared-or-lacked")
    with right:
        st.markdown("## Closest partnerships")
        ranked = allies.assign(neighbour=allies["is_neighbour"].map({True: "touches", False: ""}))
        ranked = ranked.sort_values(["jaccard", "shared_count"], ascending=False, na_position="last")
        draw_table(
            ranked, ALLY_COLUMNS, caption="Other partnerships by themes in common", request=request, name="allies"
        )
        if allies["jaccard"].isna().all():
            draw_note("The chart lost its columns: themes shared are 'at least', and no share of all can be given.")
    draw_heading(f"What {name} names")
    draw_table(
        list_own_themes(own, claims), THEME_COLUMNS, caption=f"Themes, {edition}", request=request, name="own-themes"
    )
    _draw_figures(request, code=code, name=name, own=own)


def _put_first(named: dict[str, str], code: str) -> dict[str, str]:
    """The partnership of the area filter stands first, and so is the usual one."""
    return {code: named[code], **named} if code in named else named


def list_own_themes(own: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Themes of one partnership with who else names each for certain, and what the alliance makes of it."""
    links = cache.ask("priorities.links")
    rows = []
    for row in own[own["certainty"] != "possible"].itertuples():
        same = claims[(claims["theme_code"] == row.theme_code) & (claims["csp_code"] != row.csp_code)]
        others = "; ".join(same.loc[same["certainty"] == "certain", "csp_name"])
        bears = links[(links["theme_code"] == row.theme_code) & (links["strength"] != "none")]
        alliance = "; ".join(bears["strength"].map({"direct": "covers it: ", "contributes": "contributes to "})
                             + bears["priority_name"])  # fmt: skip
        theme = f"{row.theme} (inferred)" if row.certainty == "inferred" else row.theme
        rows.append((theme, row.wordings, others, alliance or "not shared"))
    return pd.DataFrame(rows, columns=list(THEME_COLUMNS))


def _draw_figures(request: Request, *, code: str, name: str, own: pd.DataFrame) -> None:
    """The published figures that stand for the themes it names, against all forces, and what has none."""
    figures = cache.ask("priorities.figures", request.default)
    certain = own[own["certainty"] != "possible"]
    local = figures[(figures["csp_code"] == code) & figures["theme_code"].isin(certain["theme_code"])]
    draw_heading(f"Local figures for the themes of {name}")
    if len(local):
        rated = local[local["rate"] > 0].drop_duplicates("figure_code")
        ratios = rated.assign(
            label=rated["figure_name"],
            ratio=rated["rate"] / rated["alliance_rate"],
            ratio_lower=rated["rate_lower"] / rated["alliance_rate"],
            ratio_upper=rated["rate_upper"] / rated["alliance_rate"],
        ).sort_values("ratio", ascending=False)
        draw_chart(
            request,
            lambda: draw_ratios(ratios, ink=request.ink),
            name=f"figures-{code}",
            alt=f"Rates in {name} as a multiple of the rates of all forces, with 95% intervals",
        )
        draw_note(
            "A filled mark lies above or below all forces together by more than its interval allows. A higher rate of "
            "recorded crime may be better recording. Months then and now are compared for chance alone."
        )
        caption = f"Figures that stand for themes of {name}"
        draw_table(describe_figures(local), FIGURE_COLUMNS, caption=caption, request=request, name="local-figures")
    without = sorted(set(certain["theme"]) - set(local["theme"]))
    if without:
        draw_note(f"No figures held for: {', '.join(without)}.")


def describe_figures(local: pd.DataFrame) -> pd.DataFrame:
    """Rates with their intervals and same months in words, for the table."""
    rates = [
        f"{row.rate:.1f} ({row.rate_lower:.1f} to {row.rate_upper:.1f}) per {row.per:,}" for row in local.itertuples()
    ]
    trends = [
        f"{row.then_count:,.0f} to {row.now_count:,.0f}: {say_theme_change(row.judgement)} ({row.same_months})"
        if row.same_months
        else say_theme_change(row.judgement)
        for row in local.itertuples()
    ]
    alliance = [f"{rate:.1f}" for rate in local["alliance_rate"]]
    return local.assign(rate_words=rates, trend_words=trends, alliance_words=alliance)

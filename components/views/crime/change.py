"""The view of the crime page that judges changes between years, and shows the crimeogram."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_change import draw_changes
from components.charts.crimeogram import draw_crimeogram
from components.choosing import choose
from components.figures import draw_chart
from components.findings.changes import add_words
from components.findings.crime import say_years
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NEEDS_CODES, NOT_COMPARABLE
from components.parts.crime_words import choose_year, explain_force_only
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from data_access.measures.offence_groups import COMBINED_GROUPS, share_groups

CHANGE_COLUMNS = {
    "offence_name": Column("Offence group"),
    "then": Column("Year before", "count"),
    "now": Column("This year", "count"),
    "pct": Column("Change", "pct", missing=NOT_COMPARABLE),
    "z": Column("z", "rate", missing=NOT_COMPARABLE),
    "z_against_nation": Column("z against the nation", "rate", missing=NOT_COMPARABLE),
    "words": Column("Judgement"),
}
TREE_COLUMNS = {
    "offence_name": Column("Offence"),
    "parent_name": Column("Group"),
    "crime_count": Column("Recorded crimes", "count"),
    "share_pct": Column("Share of crimes", "share"),
    "severity_weight": Column("Severity weight", "rate", missing=NEEDS_CODES),
    "harm_share_pct": Column("Share of harm", "share", missing=NEEDS_CODES),
}
SURVEY_COLUMNS = {
    "edition": Column("Assessment"),
    "subject": Column("Of"),
    "direction": Column("Direction stated"),
    "text": Column("In our words"),
    "period": Column("Period in the document's terms"),
    "where": Column("Source"),
}
BASES = {
    "published-year": "Year to September, offence groups",
    "published-quarter": "2017/18, offence codes with severity",
    "month": "Months held, categories",
}
SUBJECTS = {"survey": "the national survey", "recorded": "recorded crime"}


def draw(request: Request) -> None:
    """Changes of one year judged, the crimeogram, and what the documents say of the national survey."""
    years = cache.ask("crime.years", request.filters)
    held = sorted(set(years.loc[years["status"] == "value", "year_ending"]))
    if not held:
        draw_empty(
            "No yearly recorded crime is held for this threat and period.",
            advice="Choose another threat or clear the filters.",
        )
        return
    left, right = st.columns(2)
    with left:
        year = choose_year(request, held)
    with right:
        # Only the series chosen has months of its own; the tables by year and quarter are the published ones.
        basis = choose(request, "basis", BASES, label="Crimeogram of")
    changes = cache.ask("crime.change", request.filters, year_ending=year)
    own = changes[changes["area_code"] == request.area.code]
    shown = add_words(own if len(own) else changes)
    tree_year = year if basis == "published-year" else ""
    tree = cache.ask("crime.tree", request.filters, step=basis, year_ending=tree_year)
    where = shown["area_name"].iloc[0] if own.empty else request.name_area(last_month=year)
    shares = share_groups(shown)
    draw_finding([*say_years(shown, shares, area_name=where), *_say_spread()])
    draw_note(explain_force_only(request, shown))
    _draw_judged(request, shown, year=year)
    _draw_trees(request, tree, basis=basis, year=tree_year)
    caption = f"Recorded crime in {shown['area_name'].iloc[0]}, year to September {year[:4]} and the year before"
    draw_table(shown, CHANGE_COLUMNS, caption=caption, request=request, name="crime-by-year")
    if len(tree):
        caption = f"The crimeogram's figures, {tree['area_name'].iloc[0]}, {tree['period_words'].iloc[0]}"
        draw_table(tree, TREE_COLUMNS, caption=caption, request=request, name="crimeogram")
    _draw_survey(request)


def _say_spread() -> list[str]:
    """How much total recorded crime usually moves, and how often the test names a change."""
    spreads = cache.ask("crime.spreads")
    total = spreads[spreads["offence_code"] == "total"]
    if total.empty:
        return []
    row = total.iloc[0]
    return [
        f"Among the 43 forces the usual spread of yearly changes in total crime (tau) is {row['tau']:.3f}: the test "
        f"calls {row['named_pct']:.1f}% of {row['force_year_count']:,.0f} force-years more than usual, where chance "
        f"alone would call {row['chance_pct']:.0f}%."
    ]


def _draw_judged(request: Request, shown: pd.DataFrame, *, year: str) -> None:
    draw_heading(f"How unusual is each change, year to September {year[:4]}")
    if shown["z"].notna().sum() == 0:
        draw_note("No group can be compared with the year before.")
        return
    draw_chart(
        request,
        lambda: draw_changes(shown, ink=request.ink),
        name=f"changes-{year}",
        alt="Dots of how unusual each offence group's change is, and the same after taking out the national change",
    )
    draw_note(
        "Filled: the change itself; hollow: after taking out the national change. Grey band: usual between years (z "
        "from -3 to 3). Up or down is neither better nor worse."
    )


def _draw_trees(request: Request, tree: pd.DataFrame, *, basis: str, year: str) -> None:
    """The treemap of volume, and beside it that of harm where offence codes are held."""
    if tree.empty:
        st.markdown("## Crimeogram")
        draw_note("Nothing of this kind is held for the area, threat and period chosen.")
        return
    draw_heading(f"Crimeogram, {tree['period_words'].iloc[0]}")
    draw_note(explain_force_only(request, tree))
    has_harm = tree["harm_share_pct"].notna().any()
    name = f"{basis}-{year}"
    left, right = st.columns(2) if has_harm else (st.container(), st.container())
    with left:
        if has_harm:
            st.markdown("### By number of crimes")
        draw_chart(
            request,
            lambda: draw_crimeogram(tree, value="crime_count", share="share_pct", unit="Crimes", ink=request.ink),
            name=f"crimeogram-{name}",
            alt="Treemap of recorded crime by offence within its group, areas in proportion to the number of crimes",
        )
    with right:
        if not has_harm:
            draw_note(
                "Weighted by severity: needs offence codes. They are held for the forces in 2017/18, and in a force's "
                "own extract; no weight stands for a whole category or group."
            )
        else:
            st.markdown("### By severity-weighted harm")
            draw_chart(
                request,
                lambda: draw_crimeogram(tree, value="harm", share="harm_share_pct", unit="Harm", ink=request.ink),
                name=f"crimeogram-harm-{name}",
                alt="Treemap of the same crimes, areas in proportion to count times ONS severity weight",
            )
            draw_note(f"Weights: {tree['weight_vintage'].iloc[0]}.")
    if basis == "published-year":
        combined = [name for name, *_ in COMBINED_GROUPS.values()]
        draw_note(" ".join(f"'{each}' is two groups that were one until September 2016." for each in combined))


def _draw_survey(request: Request) -> None:
    """Recorded crime beside the national survey's direction, as the documents put them."""
    said = cache.ask("crime.survey", request.filters)
    if said.empty:
        return
    st.markdown("## Beside the national survey")
    draw_note(
        "The documents set recorded crime beside the direction of the Crime Survey for England and Wales. Directions "
        "are as they state them; no figure of the survey is held here."
    )
    worded = said.assign(
        subject=said["subject"].map(SUBJECTS),
        where=[
            f"{section}, line {line} ({certainty})"
            for section, line, certainty in zip(said["section"], said["line"], said["certainty"], strict=True)
        ],
    )
    caption = "Recorded crime and the national survey, as the assessments put them"
    draw_table(worded, SURVEY_COLUMNS, caption=caption, request=request, name="survey-direction")

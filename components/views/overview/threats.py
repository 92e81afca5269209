"""The threat picture as a real table: one row for each priority; on a narrow screen each row is a card."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components.downloads import draw_download
from components.findings.changes import add_words, say_judgement
from components.findings.overview import say_ranked, say_requirements
from components.links import write_link
from components.messages import draw_empty, draw_note
from components.missing import NONE_HELD, TOO_SMALL, write_missing
from components.plain import draw_heading
from components.request import Request
from components.tables import write_date
from data_access.filters import Filters
from data_access.measures.change import MORE_DOWN, MORE_UP, UNCHANGED, USUAL_DOWN, USUAL_UP
from data_access.measures.latest_period import NOT_MEASURED

# The rated policing areas of one threat, by name.
Areas = Mapping[str, Mapping[str, Any]]

HEADS = (
    "Priority",
    "Latest figure",
    "Change",
    "Volume and severity",
    "Areas above the rate of all",
    "Partnerships that share it",
    "Intelligence",
    "How sure",
)
ICONS = {
    MORE_UP: ("▲", "rose more than usual"),
    MORE_DOWN: ("▼", "fell more than usual"),
    **dict.fromkeys((USUAL_UP, USUAL_DOWN, UNCHANGED), ("●", "no more than usual")),
}
NO_ICON = ("○", "not compared")
NO_FIGURE_IN_PERIOD = "No figure is held for this period"


def draw_threats(
    request: Request, threats: pd.DataFrame, areas: pd.DataFrame, *, strategy_words: str, default: Filters
) -> None:
    """The table, its key and its download; areas is threats.areas, for the rates behind 'areas'."""
    draw_heading(f"Priorities of the control strategy, {strategy_words}")
    if threats.empty:
        draw_empty("No control strategy is held for these forces.", advice="An edition of an assessment brings one.")
        return
    caption = f"Each priority with its latest figure, {request.area.label}"
    st.html(write_threats(threats, areas, caption=caption, filters=request.filters, default=default))
    ranked = say_ranked(threats)
    draw_note(
        "▲ ▼ moved more than usual, ● no more than usual, ○ not compared. Recorded crime has no good or bad direction: "
        "a rise may be better recording. Partnerships: named for certain; 'up to' adds those whose column is "
        "inferred or not known."
    )
    draw_note(f"Volume and severity rank the same {ranked}: where they differ (≠), it is by harm." if ranked else "")
    draw_download(add_words(threats), request=request, name="threat-overview", definition=caption)


def write_threats(
    threats: pd.DataFrame, areas: pd.DataFrame, *, caption: str, filters: Filters, default: Filters
) -> str:
    """The table as HTML; roles are spelt out because a narrow screen lays the rows out as cards."""
    head = "".join(f'<th role="columnheader" scope="col">{escape(name)}</th>' for name in HEADS)
    rated: dict[str, dict[str, Any]] = {}
    for area in areas.to_dict("records"):
        if area["level"] == "policing_area" and not pd.isna(area["ratio"]):
            rated.setdefault(area["threat_code"], {})[area["area_name"]] = area
    body = "".join(
        _write_row(row, rated.get(row["threat_code"], {}), filters=filters, default=default)
        for row in threats.to_dict("records")
    )
    return (
        f'<div class="table-scroll threats" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _write_row(row: Mapping[str, Any], areas: Areas, *, filters: Filters, default: Filters) -> str:
    link = write_link("threats", filters, default=default, threat=row["threat_code"])
    name = f'<a href="{escape(link)}" target="_self">{escape(row["threat_name"])}</a>'
    first = f'<th role="rowheader" scope="row">{name}{_small(row["measure_name"])}</th>'
    writers: tuple[Callable[[Mapping[str, Any]], str], ...] = (
        write_figure,
        write_change,
        write_ranks,
        lambda each: write_drivers(each, areas),
        write_partners,
        write_intelligence,
        write_confidence,
    )
    cells = [
        f'<td role="cell"><span class="head" aria-hidden="true">{escape(head)}</span><span>{write(row)}</span></td>'
        for head, write in zip(HEADS[1:], writers, strict=True)
    ]
    return f'<tr role="row">{first}{"".join(cells)}</tr>'


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _fold(summary: str, text: str) -> str:
    """Text that a click opens; nothing for no text."""
    return f"<details><summary>{summary}</summary><small>{escape(text)}</small></details>" if text else ""


def write_figure(row: Mapping[str, Any]) -> str:
    """The value with its period and the rule that chose it; a plain sentence where nothing is held."""
    if row.get("is_suppressed") and pd.isna(row["value"]) and row["period_words"]:
        return write_missing(TOO_SMALL) + _small(row["period_words"])
    if pd.isna(row["value"]):
        said, why = ("No figure is held", row["reason"]) if row["gap"] == NOT_MEASURED else (NO_FIGURE_IN_PERIOD, "")
        return write_missing(said) + _fold("Why", why)
    unit = row["unit"][:-1] if row["value"] == 1 else row["unit"]
    said = f"<b>{row['value']:,.0f}</b> {escape(unit)}{_small(row['period_words'])}{_small('Rule: ' + row['rule'])}"
    return said + _small(f"Published for forces only: {row['area_name']} as a whole." if row["is_wider"] else "")


def write_change(row: Mapping[str, Any]) -> str:
    """Icon, change in per cent and the judgement, with the method that made it."""
    if pd.isna(row["value"]):
        return write_missing("nothing to compare")
    shape, meaning = ICONS.get(row["judgement"], NO_ICON)
    icon = f'<span class="icon" role="img" aria-label="{meaning}">{shape}</span>'
    pct = f" <b>{row['pct']:+.1f}%</b>" if not pd.isna(row["pct"]) else ""
    against = f"from {row['then']:,.0f}, {row['then_words']}" if not pd.isna(row["then"]) else ""
    words = say_judgement(row)
    words = words[:1].upper() + words[1:]
    return f"{icon}{pct}{_small(words)}{_small(against)}"


def write_ranks(row: Mapping[str, Any]) -> str:
    """Volume rank beside severity rank, a difference marked; KSI with its value of prevention and no rank."""
    if not pd.isna(row["prevention_value"]):
        value = row["prevention_value"]
        shown = f"£{value / 1e6:,.1f} million" if value >= 1e6 else f"£{value:,.0f}"
        return f"<b>{shown}</b>{_small('value of preventing these collisions, 2015 prices; not ranked')}"
    if pd.isna(row["volume_rank"]):
        return write_missing("not ranked: no offence codes held")
    differs = " ≠" if row["has_rank_difference"] else " ="
    words = "they differ" if row["has_rank_difference"] else "they agree"
    ranks = f"volume <b>{row['volume_rank']}</b>, severity <b>{row['severity_rank']}</b> of {row['ranked_count']}"
    return f"{ranks}{differs}{_small(words)}"


def write_drivers(row: Mapping[str, Any], areas: Areas) -> str:
    """Policing areas above the alliance's rate, each with its ratio and interval."""
    names = [name for name in row["drivers"].split("; ") if name]
    if not names:
        is_rated = not pd.isna(row["drivers_rated_count"]) and row["drivers_rated_count"] > 0
        none = "none lies above the alliance" if is_rated else row["drivers_reason"] or "no figure by area is held"
        return write_missing(none)
    said = [f"{escape(name)}{_say_ratio(areas[name]) if name in areas else ''}" for name in names]
    period = next((f"95% intervals, {areas[name]['period_words']}" for name in names if name in areas), "")
    return "<br>".join(said) + _small(period)


def _say_ratio(area: Mapping[str, Any]) -> str:
    interval = f"({area['ratio_lower']:.2f} to {area['ratio_upper']:.2f})"
    return f" <b>{area['ratio']:.1f}</b> times <small class='inline'>{interval}</small>"


def write_partners(row: Mapping[str, Any]) -> str:
    """Partnerships that name what the priority covers directly, with 'up to' where some are not known."""
    if pd.isna(row["csp_total"]) or not row["csp_total"]:
        return write_missing(NONE_HELD)
    count, most, total = int(row["csp_count"]), int(row["csp_up_to_count"]), int(row["csp_total"])
    up_to = f", up to {most}" if most > count else ""
    more = int(row["csp_contributes_count"])
    helping = f"{more} more name what contributes to it" if more else ""
    return f"<b>{count}</b> of {total}{up_to}{_small(row['csp_names'])}{_small(helping)}"


def write_intelligence(row: Mapping[str, Any]) -> str:
    """Red, amber or green as a word; 'not derived' and 'none held' are no green."""
    if row["rag"] in ("red", "amber", "green"):
        return f"<b>{row['rag'].upper()}</b>{_small(say_requirements(row))}"
    return write_missing(row["rag"] or NONE_HELD) + _small(say_requirements(row))


def write_confidence(row: Mapping[str, Any]) -> str:
    """How well the measure covers the threat, who read that last, and as at when the source stands."""
    words = {"whole": "Covers it as recorded", "part": "Covers a part", "none": "Not measured"}[row["coverage"]]
    why = row["reason"] if not pd.isna(row["value"]) else ""
    as_at = f"Source as at {row['as_at']}" if row["as_at"] else ""
    reviewed = f"Reviewed {write_date(row['reviewed_date'])}" if row["reviewed_date"] else ""
    return f"<b>{words}</b>{_small('. '.join(part for part in (as_at, reviewed) if part))}{_fold('Why', why)}"

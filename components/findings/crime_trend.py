"""What the trend says: signals of the control chart, then and now. Pure."""

import pandas as pd

from components.findings.changes import say_judgement
from components.findings.words import say_names
from data_access.measures.control_charts import FEWEST_POINTS, PROVISIONAL_BELOW

MOST_SIGNALS = 3


def say_trend(trend: pd.DataFrame, *, subject: str) -> list[str]:
    """Which periods went beyond their usual ups and downs; trend is one offence of crime.trend."""
    if trend.empty:
        return []
    if trend["mean"].notna().sum() == 0:
        return [f"No unbroken run has the {FEWEST_POINTS} periods that a control chart of {_lower(subject)} needs."]
    signals = trend[trend["signal"].fillna("") != ""]
    sentence = f"{subject} stayed within its usual ups and downs in every unbroken run long enough to judge"
    if len(signals):
        last = signals.tail(MOST_SIGNALS)
        said = [f"{words} ({signal})" for words, signal in zip(last["period_words"], last["signal"], strict=True)]
        count = "" if len(signals) <= MOST_SIGNALS else f" in {len(signals)} periods, the latest"
        sentence = f"{subject} went beyond its usual ups and downs{count} in {say_names(said)}"
    is_provisional = trend.loc[trend["mean"].notna(), "is_provisional"].astype(bool)
    caution = (
        f"; the limits are provisional, for no run has {PROVISIONAL_BELOW} periods" if is_provisional.all() else ""
    )
    return [f"{sentence}{caution}."]


def say_then_and_now(pairs: pd.DataFrame, *, area_name: str) -> list[str]:
    """The latest of the comparisons of the same calendar months, with the years between named."""
    crimes = pairs[pairs["is_recorded_crime"].astype(bool)].dropna(subset=["then", "now"])
    crimes = crimes[crimes["z"].notna()]
    if crimes.empty:
        return []
    row = crimes.sort_values(["now_year", "then_year", "month_count"]).iloc[-1].to_dict()
    name = "Then and now" if row["is_across_gap"] else "Year on year"
    between = f" The years between, {row['years_between']}, are not compared." if row["years_between"] else ""
    return [
        f"{name}, the same months: {row['now']:,.0f} crimes in {area_name} in {row['months_words']} {row['now_year']} "
        f"against {row['then']:,.0f} in {row['then_year']} ({row['pct']:+.1f}%): recorded crime "
        f"{say_judgement(row)}.{between}"
    ]


def say_last(trend: pd.DataFrame, *, subject: str, area_name: str) -> list[str]:
    """The last period with a count."""
    held = trend.dropna(subset=["crime_count"])
    if held.empty:
        return []
    row = held.iloc[-1]
    when = f"in {area_name} in the {_say_period(row['period_words'])}"
    if subject == "Recorded crime":
        return [f"{row['crime_count']:,.0f} crimes were recorded {when}."]
    return [f"{subject}: {row['crime_count']:,.0f} recorded {when}."]


def _say_period(words: str) -> str:
    return words if words.startswith(("year", "financial")) else f"period {words}"


def _lower(subject: str) -> str:
    return subject if subject[:2].isupper() else subject[0].lower() + subject[1:]

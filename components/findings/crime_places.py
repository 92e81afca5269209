"""What places say: areas by rate, hot spots. Pure."""

import math

import pandas as pd

from data_access.measures.hotspots import Concentration
from data_access.measures.judging import HIGHER, LOWER, is_any_apart


def say_places(rates: pd.DataFrame, *, level_words: str, unit: str) -> list[str]:
    """The highest and lowest rate where their intervals do not meet, and how many areas lie apart from all together."""
    rated = rates.dropna(subset=["rate"])
    if len(rated) < 2:
        return []
    high, low = rated.loc[rated["rate"].astype(float).idxmax()], rated.loc[rated["rate"].astype(float).idxmin()]
    if not is_any_apart(rated):
        return [f"No two {level_words} differ by more than chance would explain."]
    above, below = (rated["differs"] == HIGHER).sum(), (rated["differs"] == LOWER).sum()
    return [
        f"Of the {level_words}, {high['area_name']} had the highest rate ({high['rate']:.1f} {unit} per 1,000 "
        f"residents over the months held, 95% interval {high['rate_lower']:.1f} to {high['rate_upper']:.1f}) and "
        f"{low['area_name']} the lowest ({low['rate']:.1f}).",
        f"{above} of {len(rated)} {level_words} lie above the rate of all together ({high['whole_rate']:.1f}) and "
        f"{below} below it, by more than chance would explain.",
    ]


def say_small_areas(rates: pd.DataFrame, *, unit: str) -> list[str]:
    """The LSOA with the highest count, and how many have no rate because few people live there."""
    counted = rates.dropna(subset=["crime_count"])
    counted = counted[counted["population"].notna()]
    if counted.empty or not counted["crime_count"].sum():
        return []
    top = counted.loc[counted["crime_count"].astype(float).idxmax()]
    sentences = [
        f"Of {len(counted):,} LSOAs, {top['area_name']} had most {unit} ({top['crime_count']:,.0f} in the "
        f"{top['month_count']} months held)."
    ]
    few = int((counted["reason"] != "").sum())
    if few:
        sentences.append(f"{few} have fewer than 1,000 residents: they have a count and no rate.")
    return sentences


def say_hotspots(hotspots: pd.DataFrame, found: Concentration, *, unit: str) -> list[str]:
    """The share of crime in the top 5% of LSOAs in both years, and how many stayed hot beside what lot would give."""
    if hotspots.empty or math.isnan(found.now_share_pct) or math.isnan(found.then_share_pct):
        return []
    row = hotspots.iloc[0]
    return [
        f"The {found.hot_count} LSOAs with most {unit}, 5% of {found.area_count:,}, had {found.now_share_pct:.1f}% of "
        f"them in {row['months_words']} {row['now_year']} and {found.then_share_pct:.1f}% in the same months of "
        f"{row['then_year']}.",
        f"{found.stay_count} of them {'was' if found.stay_count == 1 else 'were'} hot in both years; were hot spots "
        f"drawn by lot, it would be about {found.chance_count:.0f}.",
    ]

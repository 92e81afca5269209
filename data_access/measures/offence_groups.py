"""ONS offence groups whose meaning changed, brought together so that years can be compared.

Until the year to September 2016 stalking and harassment was counted within violence without injury,
and death or serious injury by unlawful driving within violence with injury; their own columns are
blank then. The combined groups count the same offences in every year.
"""

import pandas as pd

# Combined group -> its name, the group that is always printed, the group split off from it.
COMBINED_GROUPS: dict[str, tuple[str, str, str]] = {
    "violence-without-injury-with-stalking": (
        "Violence without injury, incl. stalking and harassment",
        "violence-without-injury",
        "stalking-and-harassment",
    ),
    "violence-with-injury-with-driving": (
        "Violence with injury, incl. unlawful driving",
        "violence-with-injury",
        "death-or-serious-injury-unlawful-driving",
    ),
}
CHANGED_GROUPS = frozenset(code for _, whole, part in COMBINED_GROUPS.values() for code in (whole, part))


def add_combined_groups(years: pd.DataFrame) -> pd.DataFrame:
    """Add the combined groups to yearly counts; a blank split-off column adds nothing, as it lies within.

    years has area_code, period_code, offence_code, crime_count and status, among others.
    """
    keys = ["area_code", "period_code"]
    added = [years]
    for code, (name, whole, part) in COMBINED_GROUPS.items():
        base = years[years["offence_code"] == whole]
        split = years[years["offence_code"] == part]
        split = split.groupby(keys)["crime_count"].sum(min_count=1).rename("split_count")
        both = base.merge(split, on=keys, how="left")
        both["crime_count"] = both["crime_count"] + both["split_count"].fillna(0)
        added.append(both.drop(columns="split_count").assign(offence_code=code, offence_name=name, is_leaf=False))
    return pd.concat(added, ignore_index=True)


def is_comparable(offence_code: str, *, then_year: int, now_year: int) -> bool:
    """Whether a group means the same in both years to September."""
    return offence_code not in CHANGED_GROUPS or then_year >= 2017 or now_year <= 2016


def share_groups(changes: pd.DataFrame) -> pd.DataFrame:
    """The offence groups of one area that don't overlap, with their share of the total, largest first.

    changes has offence_code, offence_name and now (the count); the result adds crime_count, total and
    share_pct. Groups split in 2016 stand combined; theft and burglary stand as their parts.
    """
    total = changes.loc[changes["offence_code"] == "total", "now"]
    if total.empty or pd.isna(total.iloc[0]):
        return changes.iloc[0:0].assign(crime_count=0.0, total=0.0, share_pct=0.0)
    parts = changes[changes["offence_code"].isin(NOT_OVERLAPPING)].dropna(subset=["now"])
    parts = parts.assign(crime_count=parts["now"], total=total.iloc[0])
    parts["share_pct"] = 100 * parts["crime_count"] / parts["total"]
    return parts.sort_values("crime_count", ascending=False, ignore_index=True)


# Groups that together make up the total, each crime in one of them.
NOT_OVERLAPPING = (
    "homicide",
    *COMBINED_GROUPS,
    "sexual-offences",
    "robbery",
    "residential-burglary",
    "non-residential-burglary",
    "vehicle-offences",
    "theft-from-the-person",
    "bicycle-theft",
    "shoplifting",
    "other-theft-offences",
    "criminal-damage-and-arson",
    "drug-offences",
    "possession-of-weapons-offences",
    "public-order-offences",
    "miscellaneous-crimes",
)

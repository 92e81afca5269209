"""Outcomes of data.police.uk brought together in six groups that can be read side by side. Pure.

The grouping is ours (docs/assumptions.md); the publisher's own words stand beside it.
"""

import pandas as pd

from data_access.measures.proportions import add_shares

NO_OUTCOME = "No outcome given"
COURT, OUT_OF_COURT, OTHER = "Charged or at court", "Dealt with out of court", "Other"
NO_SUSPECT, NO_PROSECUTION = "No suspect identified", "Suspect not prosecuted"
PENDING = "Under investigation"

# In the order of a table; what isn't listed is 'Other', under its own words.
GROUPS: dict[str, tuple[str, ...]] = {
    COURT: (
        "Awaiting court outcome",
        "Court case unable to proceed",
        "Court result unavailable",
        "Defendant found not guilty",
        "Defendant sent to Crown Court",
        "Offender deprived of property",
        "Offender fined",
        "Offender given absolute discharge",
        "Offender given community sentence",
        "Offender given conditional discharge",
        "Offender given suspended prison sentence",
        "Offender ordered to pay compensation",
        "Offender otherwise dealt with",
        "Offender sent to prison",
        "Suspect charged",
        "Suspect charged as part of another case",
    ),
    OUT_OF_COURT: (
        "Local resolution",
        "Offender given a caution",
        "Offender given a drugs possession warning",
        "Offender given penalty notice",
    ),
    NO_PROSECUTION: (
        "Formal action is not in the public interest",
        "Further action is not in the public interest",
        "Further investigation is not in the public interest",
        "Unable to prosecute suspect",
    ),
    NO_SUSPECT: ("Investigation complete; no suspect identified",),
    PENDING: ("Under investigation", "Status update unavailable"),
    OTHER: ("Action to be taken by another organisation",),
    NO_OUTCOME: ("",),
}
_GROUP_OF = {outcome: group for group, outcomes in GROUPS.items() for outcome in outcomes}
GROUP_ORDER = {group: number for number, group in enumerate(GROUPS)}


def find_outcome_group(outcome: str) -> str:
    """The group of an outcome as published; an unknown one is 'Other'."""
    return _GROUP_OF.get(outcome, OTHER)


def sum_groups(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of one month by area and group, with their share of the month's crimes and its 95% interval.

    outcomes has area_name, outcome_group, crime_count and month_total. A group with a hidden count is left out.
    """
    sums = outcomes.groupby(["area_name", "outcome_group"], as_index=False, sort=False).agg(
        crime_count=("crime_count", lambda counts: counts.sum(skipna=False)), month_total=("month_total", "first")
    )
    held = sums.dropna(subset=["crime_count", "month_total"]).reset_index(drop=True)
    shared = add_shares(
        held, count="crime_count", total="month_total", lower="share_lower_pct", upper="share_upper_pct"
    )
    shared = shared.assign(group_order=held["outcome_group"].map(GROUP_ORDER))
    return shared.sort_values("group_order", kind="stable", ignore_index=True)

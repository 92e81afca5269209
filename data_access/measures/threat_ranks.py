"""Threats by volume and by severity: how many crimes, and what they weigh in harm. Pure.

Both ranks rest on the same crimes, counted by offence code, so that a difference between them is one of
harm and not of period or area. Severity weights: ONS Crime Severity Score.
"""

from collections.abc import Mapping

import pandas as pd

from data_access.measures.severity import weigh_offences

RANK_COLUMNS = [
    "threat_code",
    "volume_count",
    "harm",
    "volume_rank",
    "severity_rank",
    "ranked_count",
    "has_rank_difference",
]


def find_offences_of_threats(links: pd.DataFrame, *, parents: Mapping[str, str]) -> dict[str, set[str]]:
    """The offence codes that bear on each threat: named themselves, or below a group that is.

    links has threat_code, scheme ('offence' or 'group') and offence_code; parents maps each offence code
    and each group to the group it lies in.
    """
    named: dict[str, set[tuple[str, str]]] = {}
    for link in links.itertuples():
        named.setdefault(str(link.threat_code), set()).add((str(link.scheme), str(link.offence_code)))
    groups = set(parents.values())
    codes = [code for code in parents if code not in groups]
    return {
        threat: {code for code in codes if ("offence", code) in wanted or _is_below(code, wanted, parents)}
        for threat, wanted in named.items()
    }


def _is_below(code: str, wanted: set[tuple[str, str]], parents: Mapping[str, str]) -> bool:
    group = parents.get(code, "")
    while group:
        if ("group", group) in wanted:
            return True
        group = parents.get(group, "")
    return False


def rank_threats(counts: pd.DataFrame, *, weights: pd.DataFrame) -> pd.DataFrame:
    """Rank 1 for the most crimes and for the most harm; a row is a threat with at least one crime counted.

    counts has threat_code, offence_code and crime_count. A crime counts for each threat it bears on, so
    threats are never added up. has_rank_difference marks ranks that differ.
    """
    if counts.empty:
        return pd.DataFrame(columns=RANK_COLUMNS)
    weighed = weigh_offences(counts, weights=weights)
    sums = weighed.groupby("threat_code", as_index=False, sort=False).agg(
        volume_count=("crime_count", "sum"), harm=("harm", "sum")
    )
    sums = sums[sums["volume_count"] > 0]
    volume, severity = (sums[name].rank(ascending=False, method="min").astype(int) for name in ("volume_count", "harm"))
    return sums.assign(
        volume_rank=volume, severity_rank=severity, ranked_count=len(sums), has_rank_difference=volume != severity
    )[RANK_COLUMNS]

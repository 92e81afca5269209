"""Severity: what recorded crime weighs in harm, by the weights of the ONS Crime Severity Score.

Score = sum of count x weight over the offences / residents. Source: ONS, Crime Severity Score
(Experimental Statistics). An offence code without a weight adds no harm and is counted apart.
"""

import pandas as pd


def weigh_offences(counts: pd.DataFrame, *, weights: pd.DataFrame) -> pd.DataFrame:
    """Add severity_weight and harm (count x weight) to counts by offence_code; missing without a weight.

    weights has offence_code and severity_weight, one row a code; raises pandas MergeError for a code given twice.
    """
    weighed = counts.merge(
        weights[["offence_code", "severity_weight"]], on="offence_code", how="left", validate="many_to_one"
    )
    return weighed.assign(harm=weighed["crime_count"].astype(float) * weighed["severity_weight"])


def score_areas(weighed: pd.DataFrame, *, keys: list[str], population: str = "population") -> pd.DataFrame:
    """Harm and score of each group of weighed offences; a row is a group.

    crime_count, unweighted_count (crimes whose code has no weight), harm, residents, score (harm per
    resident) and rate (crimes per 1,000 residents).
    """
    has_weight = weighed["severity_weight"].notna()
    parts = weighed.assign(unweighted_count=weighed["crime_count"].where(~has_weight, 0))
    sums = parts.groupby(keys, as_index=False, sort=False)[["crime_count", "unweighted_count", "harm"]].sum()
    people = weighed.drop_duplicates(keys)[[*keys, population]]
    scored = sums.merge(people, on=keys)
    return scored.assign(
        score=scored["harm"] / scored[population], rate=1000 * scored["crime_count"] / scored[population]
    )


def share_harm(weighed: pd.DataFrame) -> pd.DataFrame:
    """Add share_pct of crimes, harm_share_pct and gap_pct (points by which harm weighs more than volume).

    Shares are of all crimes given, and of the harm of those with a weight.
    """
    count, harm = weighed["crime_count"].astype(float), weighed["harm"]
    total, total_harm = count.sum(), harm.sum()
    share = 100 * count / total if total else count * float("nan")
    harm_share = 100 * harm / total_harm if total_harm else harm * float("nan")
    return weighed.assign(share_pct=share, harm_share_pct=harm_share, gap_pct=harm_share - share)

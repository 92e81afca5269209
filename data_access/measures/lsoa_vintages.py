"""Counts by LSOA of either census brought to common ground, so that years of both can be compared."""

import pandas as pd

GROUP_SIGN = "+"  # between the codes of LSOAs of 2011 that can't be told apart any more


def map_lsoa_2011(counts: pd.DataFrame, *, changes: pd.DataFrame, count: str = "count") -> pd.DataFrame:
    """Add counts up by LSOA of 2011, losing and doubling none.

    Takes a frame with lsoa_code (of either census), the column `count` and any others, which are kept
    as keys. `changes` has a row a published change: lsoa11_code, lsoa21_code. The parts of an LSOA
    split in 2021 add up to the one of 2011. An LSOA merged of several can't be divided: they make one
    group, 'E01028991+E01033529', and what is counted under their own codes joins it, so that a group
    is the same ground in every year. Codes that did not change, and blanks, stay. Source of the
    method: ONS, exact-fit look-up of LSOAs 2011 to 2021.
    """
    groups = group_lsoas(changes)
    mapped = counts.assign(lsoa_code=counts["lsoa_code"].map(lambda code: groups.get(code, code)))
    keys = [column for column in counts.columns if column != count]
    return mapped.groupby(keys, as_index=False, sort=False, dropna=False)[count].sum()[list(counts.columns)]


def group_lsoas(changes: pd.DataFrame) -> dict[str, str]:
    """The code under which each changed LSOA, of either census, is counted: its LSOA of 2011 or a group of them."""
    linked: dict[str, set[str]] = {}
    for old, new in zip(changes["lsoa11_code"], changes["lsoa21_code"], strict=True):
        together = linked.get(old, {old}) | linked.get(new, {new})
        for code in together:
            linked[code] = together
    old_codes = set(changes["lsoa11_code"])
    return {code: GROUP_SIGN.join(sorted(together & old_codes)) for code, together in linked.items()}

"""Ten ways to work a hidden count out, each as somebody with the figures, the exports and public residents would.

A strategy gives claims: a row is a cell with the value claimed for it and the true count. A claim is a recovery where
it is right about a small count (1 to the base less one), for which the attacker has only what the product shows.
"""

from collections.abc import Callable

import pandas as pd

from data_access.filters import Filters
from data_access.store import Store
from tests.attacks.made import FORCE, MONTHS

OWN = Filters(area_code=FORCE, source_id="force-crimes")
Strategy = Callable[[Store, pd.DataFrame], pd.DataFrame]


def _claim(shown: pd.DataFrame, true: pd.Series, *, value: str, keys: list[str]) -> pd.DataFrame:
    """Claims about the cells of keys, beside the true counts (none: 0)."""
    claims = shown[[*keys, value]].rename(columns={value: "claimed"})
    joined = claims.merge(true.rename("true").rename_axis(keys).reset_index(), on=keys, how="left")
    return joined.assign(true=joined["true"].fillna(0)).dropna(subset=["claimed"])


def read_totals_beside(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """The month's total that stands beside the shares of outcomes."""
    shown = store.ask("crime.outcomes", OWN, level="lsoa").drop_duplicates(["month", "area_code"])
    true = crimes.groupby(["recorded", "area_code"]).size()
    true.index.names = ["month", "area_code"]
    return _claim(shown, true, value="month_total", keys=["month", "area_code"])


def add_up_outcomes(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of an LSOA added up to its month."""
    shown = store.ask("crime.outcomes", OWN, level="lsoa")
    summed = shown.groupby(["month", "area_code"])["crime_count"].sum(min_count=1).reset_index()
    true = crimes.groupby(["recorded", "area_code"]).size()
    true.index.names = ["month", "area_code"]
    return _claim(summed, true, value="crime_count", keys=["month", "area_code"])


def read_row_order(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Hidden rates between two shown ones in a list by rate, with public residents: a count between two counts."""
    shown = store.ask("crime.areas", OWN, level="lsoa")
    rates = pd.concat([shown["rate"].ffill(), shown["rate"].bfill()], axis=1)
    people = shown["population"].astype(float)
    low, high = rates.min(axis=1) * people / 1000, rates.max(axis=1) * people / 1000
    claimed = ((low + high) / 2).round().where(shown["rate"].isna() & (high.round() == low.round()))
    true = crimes.groupby("area_code").size()
    return _claim(shown.assign(claimed_count=claimed), true, value="claimed_count", keys=["area_code"])


def read_tree_order(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Hidden offences between two shown ones in a list by number."""
    parts = []
    for month in MONTHS:
        shown = store.ask("crime.tree", OWN.but(from_month=month, to_month=month), step="month")
        before, after = shown["crime_count"].ffill(), shown["crime_count"].bfill()
        claimed = before.where(shown["crime_count"].isna() & (before == after))
        parts.append(shown.assign(month=month, claimed_count=claimed.astype(float)))
    true = crimes.groupby(["recorded", "offence_code"]).size()
    true.index.names = ["month", "offence_code"]
    return _claim(pd.concat(parts), true, value="claimed_count", keys=["month", "offence_code"])


def subtract_periods(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Two periods that differ by one month, by LSOA and offence."""
    found = []
    for number, month in enumerate(MONTHS[1:], start=1):
        longer, shorter = (
            store.ask("crime.rates", OWN.but(from_month=MONTHS[0], to_month=last), level="lsoa", breakdown="category")
            for last in (month, MONTHS[number - 1])
        )
        keys = ["area_code", "offence_code"]
        both = longer[[*keys, "crime_count"]].merge(shorter[[*keys, "crime_count"]], on=keys, suffixes=("", "_before"))
        found.append(both.assign(month=month, less=both["crime_count"] - both["crime_count_before"]))
    true = crimes.groupby(["recorded", "area_code", "offence_code"]).size()
    true.index.names = ["month", "area_code", "offence_code"]
    return _claim(pd.concat(found), true, value="less", keys=["month", "area_code", "offence_code"])


def subtract_tree_periods(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Two periods that differ by one month, by offence."""
    found = []
    for number, month in enumerate(MONTHS[1:], start=1):
        longer, shorter = (
            store.ask("crime.tree", OWN.but(from_month=MONTHS[0], to_month=last), step="month").set_index(
                "offence_code"
            )["crime_count"]
            for last in (month, MONTHS[number - 1])
        )
        found.append((longer - shorter).rename("less").reset_index().assign(month=month))
    true = crimes.groupby(["recorded", "offence_code"]).size()
    true.index.names = ["month", "offence_code"]
    return _claim(pd.concat(found), true, value="less", keys=["month", "offence_code"])


def multiply_whole_rates(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """The rate of all areas together times their residents."""
    shown = store.ask("crime.rates", OWN, level="district", breakdown="category")
    people = shown.drop_duplicates("area_code")["population"].astype(float).sum()
    whole = shown.drop_duplicates("offence_code").assign(all_count=lambda f: (f["whole_rate"] * people / 1000).round())
    placed = crimes[crimes["area_code"] != ""]
    return _claim(whole, placed.groupby("offence_code").size(), value="all_count", keys=["offence_code"])


def read_bookkeeping(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """Numbers of rows that the store's own lists print."""
    coverage = store.ask("sources.coverage", source_id="force-crimes").rename(columns={"period_code": "month"})
    true = crimes.groupby("recorded").size().rename_axis("month")
    own = [store.ask(f"sources.{name}") for name in ("list", "files", "changes")]
    printed = pd.concat([frame[frame["source_id"] == "force-crimes"] for frame in own])
    counts = [name for name in printed if name.endswith("_count") and name != "rejected_count"]
    values = printed[counts].astype(float).stack()
    total = pd.DataFrame({"month": "all", "row_count": values})
    everything = pd.concat([true, pd.Series({"all": len(crimes)}).rename_axis("month")])
    both = pd.concat([coverage[["month", "row_count"]], total])
    return _claim(both, everything.rename_axis("month"), value="row_count", keys=["month"])


def compare_answers(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """The same cell in several answers: the largest that any of them shows."""
    keys = ["month", "area_code", "offence_code"]
    by_level = store.ask("crime.counts", OWN, level="lsoa")[[*keys, "crime_count"]]
    own = [
        store.ask("crime.counts", OWN.but(area_code=code))[[*keys, "crime_count"]]
        for code in sorted(by_level["area_code"].unique())[:40]
        if code.startswith("E01")
    ]
    every = pd.concat([by_level, *own])
    assert every.dropna().groupby(keys)["crime_count"].nunique().max() == 1, "a cell is the same in every answer"
    true = crimes.groupby(["recorded", "area_code", "offence_code"]).size()
    true.index.names = keys
    return _claim(every.groupby(keys)["crime_count"].max().reset_index(), true, value="crime_count", keys=keys)


def subtract_places(store: Store, crimes: pd.DataFrame) -> pd.DataFrame:
    """A district less its LSOAs, and the force less its policing areas: what stands in the remainder."""
    keys = ["month", "offence_code"]
    above = store.ask("crime.counts", OWN).groupby(keys)["crime_count"].sum()
    within = store.ask("crime.counts", OWN, level="policing_area")
    placed = within[within["area_code"].str.startswith("E22")].groupby(keys)["crime_count"].sum()
    less = (above - placed).rename("less").reset_index()
    true = crimes[crimes["area_code"] == ""].groupby(["recorded", "offence_code"]).size()
    true.index.names = keys
    return _claim(less, true, value="less", keys=keys)


STRATEGIES: dict[str, Strategy] = {
    "totals printed beside": read_totals_beside,
    "outcomes added up": add_up_outcomes,
    "order of areas": read_row_order,
    "order of offences": read_tree_order,
    "periods subtracted, by place": subtract_periods,
    "periods subtracted, by offence": subtract_tree_periods,
    "rate of all areas": multiply_whole_rates,
    "the store's bookkeeping": read_bookkeeping,
    "the same cell elsewhere": compare_answers,
    "places subtracted": subtract_places,
}

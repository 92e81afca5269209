"""What the horizon page says in sentences; pure, each with the figures it was given."""

import pandas as pd

from components.findings.words import say_count, say_names


def say_timeline(items: pd.DataFrame) -> list[str]:
    """How much is on the timeline, how much of it has no time, and what reaches furthest."""
    if items.empty:
        return []
    horizon = items[items["kind"] != "inspection"]
    undated = int((items["first_month"] == "").sum())
    sentences = [
        f"{len(items)} things are named, {len(items) - len(horizon)} of them "
        f"{'an inspection' if len(items) - len(horizon) == 1 else 'inspections'}; {undated} have no time in their "
        "source and stand in the table only."
    ]
    dated = horizon[horizon["first_month"] != ""]
    if len(dated):
        last = dated.sort_values("last_month").iloc[-1]
        sentences.append(f"What reaches furthest is {_lower(last['item'])} ({last['period']}).")
    unsure = horizon[horizon["likelihood"] == "uncertain"]
    if len(unsure):
        names = [_lower(name) for name in unsure["item"].head(3)]
        sentences.append(f"{len(unsure)} are uncertain, among them {say_names(names)}.")
    return sentences


def say_drivers(drivers: pd.DataFrame) -> list[str]:
    """How many drivers the text names of those it speaks of, and what a loaded scan adds."""
    if drivers.empty:
        return []
    printed = drivers[~drivers["source_id"].eq("horizon-scan")]
    loaded = drivers[drivers["source_id"].eq("horizon-scan")]
    sentences = []
    if len(printed):
        named = printed[printed["status"] == "named"]
        said = [f"number {row['number']}, {row['driver']}" for row in named.to_dict("records")]
        sentences.append(
            f"Of {len(printed)} drivers the text names {len(named)}: {say_names(said)}. The other "
            f"{len(printed) - len(named)} and every place on the matrix are a picture that is not in the text."
        )
    if len(loaded):
        high = loaded[loaded["impact"] == "high"]
        sentences.append(
            f"The scan loaded for {loaded['edition'].iloc[0]} has {say_count(len(loaded), 'drivers')}, "
            f"{len(high)} of high impact."
        )
    return sentences


def say_authorities(items: pd.DataFrame) -> list[str]:
    """How many signs of change are named, and how many of them are about money."""
    signs = items[items["likelihood"] == "indicator"]
    if signs.empty:
        return []
    money = int((signs["category"] == "economic").sum())
    return [
        f"{say_count(len(signs), 'signs')} would show that Combined Authorities change the alliance's setting, "
        f"{money} of them about money moving.",
        "The text does not say which of them had been seen.",
    ]


def _lower(name: str) -> str:
    return name if name[:2].isupper() or name.startswith("HS2") else name[0].lower() + name[1:]

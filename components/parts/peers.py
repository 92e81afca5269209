"""Forces beside their peers: the table's columns, the means by their names, and who is a peer."""

import pandas as pd

from components.missing import NO_RATE, NONE, NOT_JUDGED
from components.tables import Column

PEER_COLUMNS = {
    "area_name": Column("Force"),
    "role": Column("Role", missing="other force"),
    "crime_count": Column("Recorded crimes", "count"),
    "population": Column("Residents", "count"),
    "rate": Column("Per 1,000 residents", "rate", missing=NO_RATE),
    "rate_lower": Column("95% from", "rate", missing=NO_RATE),
    "rate_upper": Column("95% to", "rate", missing=NO_RATE),
    "rank": Column("Rank by rate", "count", missing=NONE),
    "differs": Column("Than the peers", missing=NOT_JUDGED),
    "note": Column("Note", missing=""),
}
LIST_NOTE = (
    "The list of peers is incomplete: the 2017-18 assessment names five for both forces and speaks of eight forces. A "
    "reviewed list can be put into the alliance file (peers), which the README explains."
)


def name_means(peers: pd.DataFrame) -> str:
    """Both means by their name, and what the list of peers lacks."""
    if peers.empty or peers["is_peer"].sum() == 0:
        return "No peers are named for these forces; a list can be put into the alliance file."
    row = peers.iloc[0]
    if pd.isna(row["peers_weighted_rate"]):
        return LIST_NOTE
    return (
        f"The peers' weighted mean (all their crimes by all their residents) is {row['peers_weighted_rate']:.1f}, the "
        f"simple mean of their rates {row['peers_simple_rate']:.1f}. {LIST_NOTE}"
    )


def name_role(row: dict[str, object]) -> str:
    """'own', 'peer' or ''."""
    return "own" if row["is_own"] else "peer" if row["is_peer"] else ""

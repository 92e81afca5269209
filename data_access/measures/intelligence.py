"""Red, amber and green of intelligence requirements: derived from knowledge and collection priority. Pure.

The assessments say that the status is derived so (2017-18, lines 413 to 417) and print no table: the scale
is a local scheme, held as data.
"""

import pandas as pd

LEVELS = ("low", "medium", "high")
RAGS = ("red", "amber", "green")
NOT_DERIVED = "not derived"


def derive_rag(requirements: pd.DataFrame, scale: pd.DataFrame) -> pd.DataFrame:
    """The requirements with `rag` and `rag_reason`, by the scale's knowledge x collection priority.

    A requirement that lacks either, or has a pair the scale doesn't know, is 'not derived': never green.
    """
    keys = ["knowledge", "collection_priority"]
    merged = requirements.merge(scale.rename(columns={"reason": "rag_reason"}), on=keys, how="left")
    lacking = merged["knowledge"].fillna("").eq("") | merged["collection_priority"].fillna("").eq("")
    reason = lacking.map(
        {
            True: "The level of knowledge or the collection priority isn't held.",
            False: "The scale doesn't name this pair.",
        }
    )
    merged["rag_reason"] = merged["rag_reason"].fillna(reason)
    merged["rag"] = merged["rag"].fillna(NOT_DERIVED)
    return merged


def find_worst_rag(requirements: pd.DataFrame) -> pd.DataFrame:
    """A row a threat: the worst status derived among its requirements, how many there are, how many not derived."""
    order = {rag: place for place, rag in enumerate((*RAGS, NOT_DERIVED))}
    ranked = requirements.assign(place=requirements["rag"].map(order), is_derived=requirements["rag"] != NOT_DERIVED)
    worst = ranked.groupby("threat_code", as_index=False).agg(
        place=("place", "min"), requirement_count=("rag", "size"), derived_count=("is_derived", "sum")
    )
    names = {place: rag for rag, place in order.items()}
    worst.insert(1, "rag", worst.pop("place").map(names))
    return worst

"""Groups of people too small to show: what is hidden before a force's totals on its people are stored.

A group under 10 people is shown as '<10', the threshold of this project's workforce totals. No total over
groups or forces is ever given beside them, so that none can be worked out by subtraction.
"""

import pandas as pd

FEWEST_PEOPLE = 10
SMALL_GROUP = f"<{FEWEST_PEOPLE}"
HIDDEN_BESIDE = "hidden"


def is_small(counts: pd.Series) -> pd.Series:
    """Whether a count of people is above zero and under the threshold; a missing count is not."""
    return (counts > 0) & (counts < FEWEST_PEOPLE)


def hide_flows(joined: pd.Series, left: pd.Series, *, stock: pd.Series, stock_before: pd.Series) -> pd.Series:
    """Whether people joining and leaving must both be hidden, a row a month.

    Two stocks and one flow give the other flow, and both flows and one stock give the other stock: where any
    of the four is small, neither flow is shown.
    """
    return is_small(joined) | is_small(left) | is_small(stock) | is_small(stock_before)

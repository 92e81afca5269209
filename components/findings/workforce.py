"""What the workforce page says in sentences."""

import pandas as pd

from components.charts.workforce import WORKER_NAMES


def find_strength(strength: pd.DataFrame, *, area_code: str) -> list[str]:
    """Officers, staff and specials of the area at its last date, beside the first date held."""
    own = strength[(strength["area_code"] == area_code) & strength["strength_count"].notna()]
    sentences = []
    for worker, unit in (("officer", "FTE"), ("staff", "FTE"), ("special", "by headcount")):
        rows = own[own["worker_type"] == worker].sort_values("as_at_date")
        if len(rows) < 2:
            continue
        first, last = rows.iloc[0], rows.iloc[-1]
        change = last["strength_count"] - first["strength_count"]
        sentences.append(
            f"{last['area_name']} had {last['strength_count']:,.0f} {_lower(WORKER_NAMES[worker])} ({unit}) on "
            f"{_say_date(last['as_at_date'])}, {abs(change):,.0f} {'more' if change > 0 else 'fewer'} than on "
            f"{_say_date(first['as_at_date'])}."
        )
    return sentences


def _say_date(day: str) -> str:
    date = pd.Timestamp(day)
    return f"{date.day} {date:%B %Y}"


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[0].lower() + name[1:]

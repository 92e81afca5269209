"""What the first page says: the strongest signals, each with the question, filters and options that made it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.findings.changes import say_judgement
from components.findings.words import is_held, say_change
from components.links import write_link
from data_access.filters import Filters
from data_access.measures.change import NAMED_ABOVE
from data_access.measures.judging import HIGHER
from data_access.measures.offence_groups import NOT_OVERLAPPING
from data_access.months import name_month

MOST_SIGNALS = 5
MOST_CHANGES = 3
MOST_PLACES = 2
NOTHING_MOVED = "No measure moved more than usual."
NOTHING_COMPARED = "No measure held for this area and period can be compared with an earlier one."
# Threats that one offence group stands for: the group's own sentence would say the same again.
GROUPS_OF_THREATS = {"rape-sexual": "sexual-offences", "soc": "drug-offences"}


@dataclass(frozen=True)
class Answer:
    """An answer with what was asked: so that a sentence made from it can be asked again."""

    question: str
    filters: Filters
    options: tuple[tuple[str, str], ...]
    frame: pd.DataFrame

    def keep(self, column: str, values: Collection[str]) -> "Answer":
        """The same answer with only the rows whose column has one of the values."""
        return replace(self, frame=self.frame[self.frame[column].isin(list(values))])

    def order(self, column: str, values: Sequence[str]) -> "Answer":
        """The same answer with only the rows whose column has one of the values, in their order."""
        kept, order = self.keep(column, values).frame, list(values)
        return replace(self, frame=kept.sort_values(column, key=lambda each: each.map(order.index), kind="stable"))


@dataclass(frozen=True)
class Number:
    """A figure of a sentence: the column it comes from, its value there, and how the sentence writes it."""

    column: str
    value: float
    written: str


@dataclass(frozen=True)
class Signal:
    """A sentence with its link, and what made it: question, filters, options, the row and its numbers.

    row picks the row of the answer by its columns' values; empty for a sentence about all rows. strength
    orders sentences of one kind, the strongest first; is_wider: about the force around the area chosen.
    """

    text: str
    question: str
    filters: Filters
    options: tuple[tuple[str, str], ...]
    row: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    link: str
    link_words: str
    strength: float = 0.0
    is_wider: bool = False


@dataclass(frozen=True)
class Scope:
    """Whose page it is: the area in words, and the filters that a link leaves out."""

    area_name: str
    area_code: str
    default: Filters

    def link(self, path: str, filters: Filters, **more: str) -> str:
        """The address of another page with the same area, period and edition."""
        return write_link(path, filters, default=self.default, **more)


def say_signals(headlines: Answer, changes: Answer, threats: Answer, areas: Answer, *, scope: Scope) -> list[Signal]:
    """Up to five sentences: total crime, what moved more than usual (or that nothing did), places that differ, KSI."""
    total = say_total(headlines, scope=scope)
    moved = say_changes(changes, threats, scope=scope)
    places = say_places(areas, threats, scope=scope)
    ksi = say_ksi(headlines, scope=scope)
    found = [*total, *(moved or say_nothing_moved(changes, threats, scope=scope)), *places, *ksi]
    return found[:MOST_SIGNALS]


def say_year_before(filters: Filters) -> str:
    """Why a year outside the period is shown."""
    return f"Yearly tables end in September and none ends in {filters.describe_period()}: this is the last year before."


def say_headline(row: Mapping[Any, Any], *, filters: Filters) -> str:
    """What stands under a headline figure, after its period: its judgement and what to beware of."""
    notes = {
        "ksi-collisions": "collisions in which somebody was killed or seriously injured, not people",
        "months-held": "a month that is not held is a gap, never a zero",
    }
    wider = f"published for forces only: {row['area_name']} as a whole" if row["is_wider"] else ""
    late = say_year_before(filters).rstrip(".") if row["is_before_period"] else ""
    judged = say_judgement(row) if is_held(row["pct"]) else ""
    return ". ".join(words for words in (judged, wider or notes.get(str(row["headline_code"]), ""), late) if words)


def say_total(headlines: Answer, *, scope: Scope) -> list[Signal]:
    """Recorded crime of the year shown, against the year before."""
    frame = headlines.frame
    signals = []
    for row in frame[frame["headline_code"] == "recorded-crime"].to_dict("records"):
        if not (is_held(row["value"]) and is_held(row["pct"])):
            continue
        where = scope.area_name if row["area_code"] == scope.area_code else f"{row['area_name']} as a whole"
        said = say_change(now=row["value"], pct=row["pct"], words=say_judgement(row), period=row["period"])
        late = f" {say_year_before(headlines.filters)}" if row["is_before_period"] else ""
        signals.append(
            Signal(
                f"Recorded crime in {where} was {said}.{late}",
                headlines.question,
                headlines.filters,
                headlines.options,
                (("headline_code", "recorded-crime"), ("area_code", row["area_code"])),
                (Number("value", row["value"], f"{row['value']:,.0f}"), _write_pct(row["pct"])),
                scope.link("crime", headlines.filters.but(edition=""), view="change"),
                "Recorded crime, what changed",
            )
        )
    return signals


def _write_pct(pct: float, *, is_signed: bool = False) -> Number:
    return Number("pct", pct, f"{pct:+.1f}%" if is_signed else f"{abs(pct):.1f}%")


def say_changes(changes: Answer, threats: Answer, *, scope: Scope) -> list[Signal]:
    """Threats and offence groups that moved more than usual: of the area itself first, then the strongest."""
    signals = [
        _say_threat(threats, row, scope=scope)
        for row in threats.frame.to_dict("records")
        if is_held(row["z"]) and abs(row["z"]) > NAMED_ABOVE
    ]
    measured = set(threats.frame.loc[threats.frame["measure_code"] == "recorded_crime_year", "threat_code"])
    said = {group for threat, group in GROUPS_OF_THREATS.items() if threat in measured}
    groups = changes.frame[changes.frame["offence_code"].isin(NOT_OVERLAPPING)]
    signals += [
        _say_group(changes, row, scope=scope)
        for row in groups.to_dict("records")
        if is_held(row["z"]) and abs(row["z"]) > NAMED_ABOVE and row["offence_code"] not in said
    ]
    # What is known of the chosen area itself comes before what is known of its force.
    return sorted(signals, key=lambda signal: (signal.is_wider, -signal.strength))[:MOST_CHANGES]


def _say_threat(threats: Answer, row: Mapping[str, Any], *, scope: Scope) -> Signal:
    where = "" if row["area_code"] == scope.area_code else f" in {row['area_name']} as a whole"
    part = " The count covers a part of the threat." if row["coverage"] == "part" else ""
    now, then = (Number(name, row[name], f"{row[name]:,.0f}") for name in ("value", "then"))
    pct = _write_pct(row["pct"], is_signed=True)
    return Signal(
        f"{row['threat_name']}{where}: {now.written} {row['unit']} in {_say_period(row['period_words'])} against "
        f"{then.written} in {_say_period(row['then_words'])} ({pct.written}), which {say_judgement(row)}.{part}",
        threats.question,
        threats.filters,
        threats.options,
        (("threat_code", row["threat_code"]),),
        (now, then, pct),
        scope.link("threats", threats.filters, threat=row["threat_code"]),
        row["threat_name"],
        abs(row["z"]),
        bool(where),
    )


def _say_period(words: str) -> str:
    return f"the {words}" if words.startswith("year") else words


def _say_group(changes: Answer, row: Mapping[str, Any], *, scope: Scope) -> Signal:
    now, then = (Number(name, row[name], f"{row[name]:,.0f}") for name in ("now", "then"))
    pct = _write_pct(row["pct"], is_signed=True)
    where = "" if row["area_code"] == scope.area_code else f" in {row['area_name']} as a whole"
    return Signal(
        f"{row['offence_name']}{where}: {now.written} crimes in the year to {name_month(row['year_ending'])} against "
        f"{then.written} the year before ({pct.written}), which {say_judgement(row)}.",
        changes.question,
        changes.filters,
        changes.options,
        (("area_code", row["area_code"]), ("offence_code", row["offence_code"])),
        (now, then, pct),
        scope.link("crime", changes.filters.but(edition=""), view="change"),
        f"{row['offence_name']}, beside other groups",
        abs(row["z"]),
        bool(where),
    )


def say_nothing_moved(changes: Answer, threats: Answer, *, scope: Scope) -> list[Signal]:
    """The sentence for when no change is named; another where nothing could be compared at all."""
    compared = [frame["z"].notna().any() for frame in (changes.frame, threats.frame) if len(frame)]
    if not compared:
        return []
    return [
        Signal(
            NOTHING_MOVED if any(compared) else NOTHING_COMPARED,
            threats.question,
            threats.filters,
            threats.options,
            (),
            (),
            scope.link("crime", changes.filters.but(edition=""), view="change"),
            "Every change with its judgement",
        )
    ]


def say_places(areas: Answer, threats: Answer, *, scope: Scope) -> list[Signal]:
    """Where a rate lies furthest above all areas together: for each threat its highest own area, two at most."""
    named = set(threats.frame["threat_code"])
    own = [row for row in areas.frame.to_dict("records") if row["is_own"] and row["threat_code"] in named]
    inner = [row for row in own if row["level"] == "policing_area"]
    higher = [row for row in inner or own if row["differs"] == HIGHER]
    first: dict[str, dict[str, Any]] = {}
    for row in sorted(higher, key=lambda row: -row["ratio_lower"]):
        first.setdefault(row["threat_code"], row)
    return [_say_place(areas, row, scope=scope) for row in list(first.values())[:MOST_PLACES]]


def _say_place(areas: Answer, row: Mapping[str, Any], *, scope: Scope) -> Signal:
    ratio = Number("ratio", row["ratio"], f"{row['ratio']:.1f}")
    lower, upper = (Number(name, row[name], f"{row[name]:.2f}") for name in ("ratio_lower", "ratio_upper"))
    level = "policing areas" if row["level"] == "policing_area" else "forces"
    return Signal(
        f"{row['threat_name']}, by residents: {row['area_name']} has {ratio.written} times the rate of all {level} "
        f"together in {_say_period(row['period_words'])} (95% interval {lower.written} to {upper.written}).",
        areas.question,
        areas.filters,
        areas.options,
        (("threat_code", row["threat_code"]), ("area_code", row["area_code"])),
        (ratio, lower, upper),
        scope.link("threats", areas.filters.but(area_code=row["area_code"]), threat=row["threat_code"]),
        f"{row['threat_name']} in {row['area_name']}",
        row["ratio_lower"],
    )


def say_ksi(headlines: Answer, *, scope: Scope) -> list[Signal]:
    """KSI collisions of the period, as a count of collisions."""
    frame = headlines.frame
    rows = frame[(frame["headline_code"] == "ksi-collisions") & frame["value"].notna()]
    return [
        Signal(
            f"In {row['period']} somebody was killed or seriously injured in {row['value']:,.0f} "
            f"collision{'' if row['value'] == 1 else 's'} in {scope.area_name}.",
            headlines.question,
            headlines.filters,
            headlines.options,
            (("headline_code", "ksi-collisions"),),
            (Number("value", row["value"], f"{row['value']:,.0f}"),),
            scope.link("casualties", headlines.filters.but(edition="")),
            "Road casualties",
        )
        for row in rows.to_dict("records")
    ]


def say_ranked(threats: pd.DataFrame) -> str:
    """Which crimes the ranks of volume and severity rest on; '' where nothing is ranked."""
    ranked = threats[threats["rank_period_words"] != ""]
    if ranked.empty:
        return ""
    row = ranked.iloc[0]
    return f"crimes by offence code{' of its force' if row['is_rank_of_force'] else ''}, {row['rank_period_words']}"


def say_requirements(row: Mapping[str, Any]) -> str:
    """How many intelligence requirements stand behind a status; '' for none."""
    if not is_held(row["requirement_count"]):
        return ""
    total = int(row["requirement_count"])
    return f"{total} requirement{'' if total == 1 else 's'} held, {int(row['derived_count'])} with a status derived"

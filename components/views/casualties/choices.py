"""Which collisions the views of road casualties are about."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache
from components.choosing import choose
from components.messages import draw_empty
from components.missing import say_none_held
from components.request import Request

NOUNS = {
    "ksi": "KSI collisions",
    "fatal": "fatal collisions",
    "serious": "serious collisions",
    "slight": "slight collisions",
    "all": "collisions with injury",
}
SEVERITIES = {
    "ksi": "Killed or seriously injured (KSI collisions)",
    "fatal": "Fatal collisions",
    "serious": "Serious collisions",
}
WITH_SLIGHT = {"slight": "Slight collisions", "all": "All collisions with injury"}
ROAD_CLASSES = {
    "": "All roads",
    "motorway": "Motorways",
    "a": "A roads",
    "b": "B roads",
    "minor": "C and unclassified roads",
}
SPEED_LIMITS = {"": "All limits"} | {str(limit): f"{limit} mph" for limit in (20, 30, 40, 50, 60, 70)}
PLACES = {"": "Urban and rural", "urban": "Urban", "rural": "Rural"}
COUNTINGS = {"recorded": "As recorded", "adjusted": "Adjusted for how severity was recorded"}
VEHICLES = {
    "": "All vehicles",
    "motorcycle": "With a motorcycle",
    "pedal-cycle": "With a pedal cycle",
    "car": "With a car or taxi",
    "van": "With a van or goods vehicle up to 3.5 t",
    "goods": "With a goods vehicle over 3.5 t",
    "bus": "With a bus, coach or minibus",
    "other": "With another vehicle",
    "not-held": "Vehicles not held",
}


@dataclass(frozen=True)
class Chosen:
    """Which collisions are meant: the options of the questions, and the words for them."""

    severity: str
    narrowed: tuple[tuple[str, str], ...]
    kind: str
    has_adjusted: bool = False  # whether DfT's adjusted severity is held for some of the area's collisions

    @property
    def options(self) -> dict[str, str]:
        """Options for cache.ask."""
        return {"severity": self.severity, **dict(self.narrowed)}

    @property
    def key(self) -> str:
        """A name for charts of exactly these collisions."""
        return "-".join([self.severity, *(f"{name}={value}" for name, value in self.narrowed)])

    @property
    def noun(self) -> str:
        """'KSI collisions'."""
        return NOUNS[self.severity]

    @property
    def words(self) -> str:
        """'KSI collisions (A roads, 60 mph)'."""
        return f"{self.noun} ({self.kind})" if self.kind else self.noun

    @property
    def has_estimates(self) -> bool:
        """Whether expected counts are known: they are fitted to all KSI collisions of a section."""
        return self.severity == "ksi" and {name for name, _ in self.narrowed} <= {"road_class"}


def choose_collisions(request: Request) -> Chosen:
    """Draw the choices that narrow the collisions; they stay in the address."""
    held = cache.ask("casualties.held", request.filters)
    has_slight = "slight" in set(held["severity"])
    with st.expander("Which collisions: severity, road class, speed limit, urban or rural, vehicles"):
        columns = st.columns([3, 2, 2, 2, 3])
        with columns[0]:
            severities = SEVERITIES | (WITH_SLIGHT if has_slight else {})
            severity = choose(request, "severity", severities, label="Severity")
        picked = {"severity": severity}
        for column, (name, option, named, label) in zip(
            columns[1:],
            (
                ("class", "road_class", ROAD_CLASSES, "Road class"),
                ("limit", "speed_limit", SPEED_LIMITS, "Speed limit"),
                ("place", "urban_rural", PLACES, "Urban or rural"),
                ("vehicles", "vehicle_group", VEHICLES, "Vehicles"),
            ),
            strict=True,
        ):
            with column:
                picked[option] = choose(request, name, named, label=label)
    return make_chosen(picked, has_adjusted=bool(held["adjusted_count"].fillna(0).sum()))


def ask_collisions(request: Request, chosen: Chosen) -> pd.DataFrame:
    """The collisions meant; where none are held in the period it says so."""
    collisions = cache.ask("casualties.collisions", request.filters, **chosen.options)
    if collisions.empty:
        draw_empty(
            say_none_held(f"{chosen.words}", area_name=request.area.name, is_many=True),
            advice="Clear the period, or load a year: 'python -m data_access load collisions PATH'.",
        )
    return collisions


def make_chosen(picked: Mapping[str, str], *, has_adjusted: bool = False) -> Chosen:
    """The choices as options and words; '' is no restriction."""
    named = {"road_class": ROAD_CLASSES, "speed_limit": SPEED_LIMITS, "urban_rural": PLACES, "vehicle_group": VEHICLES}
    narrowed = tuple((name, picked[name]) for name in named if picked.get(name))
    parts = [named[name][value] for name, value in narrowed]
    kind = ", ".join(part if part[1] == " " else part[0].lower() + part[1:] for part in parts)  # 'A roads' stays
    return Chosen(severity=picked["severity"], narrowed=narrowed, kind=kind, has_adjusted=has_adjusted)

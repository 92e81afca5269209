"""Which collisions are meant: a slice by severity, road, surroundings and vehicles, as SQL and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.vehicle_groups import NOT_HELD, NOT_KNOWN, VEHICLE_GROUPS
from data_access.queries.sources.areas import find_area

SEVERITIES = ("fatal", "serious", "slight")
KSI_SEVERITIES = ("fatal", "serious")
SEVERITY_CHOICES = {
    "ksi": KSI_SEVERITIES,
    "fatal": ("fatal",),
    "serious": ("serious",),
    "slight": ("slight",),
    "all": SEVERITIES,
}
# Road classes as they are chosen: an A(M) road is a motorway.
ROAD_CLASSES = {
    "motorway": ("Motorway", "A(M)"),
    "a": ("A",),
    "b": ("B",),
    "minor": ("C", "Unclassified"),
}
AREAS = {"urban": "Urban", "rural": "Rural"}
GROUP_CODES = {
    "motorcycle": "Motorcycle",
    "pedal-cycle": "Pedal cycle",
    "car": "Car or taxi",
    "bus": "Bus, coach or minibus",
    "van": "Van or goods vehicle up to 3.5 t",
    "goods": "Goods vehicle over 3.5 t",
    "other": "Other vehicle",
    "not-known": NOT_KNOWN,
    "not-held": NOT_HELD,
}


class SliceOptions(TypedDict, total=False):
    """The options that questions about collisions take, as their signatures say; '' or none is no restriction."""

    severity: str
    road_class: str
    speed_limit: str
    urban_rural: str
    vehicle_group: str
    road: str
    section_id: str


@dataclass(frozen=True)
class Slice:
    """Which collisions are meant, checked; '' is no restriction, severity is 'ksi' if not given.

    Raises BadFilterError for a value that is none of the choices.
    """

    severity: str = "ksi"
    road_class: str = ""
    speed_limit: str = ""
    urban_rural: str = ""
    vehicle_group: str = ""
    road: str = ""
    section_id: str = ""

    def __post_init__(self) -> None:
        if not self.severity:
            object.__setattr__(self, "severity", "all")
        _require("severity", self.severity, tuple(SEVERITY_CHOICES))
        for name, known in (("road_class", ROAD_CLASSES), ("urban_rural", AREAS), ("vehicle_group", GROUP_CODES)):
            if getattr(self, name):
                _require(name, getattr(self, name), tuple(known))
        if self.speed_limit and not self.speed_limit.isdecimal():
            raise BadFilterError(name="speed_limit", value=self.speed_limit, expected="miles an hour, such as 60")

    @property
    def has_expectation(self) -> bool:
        """Whether expected counts are known for it: they are fitted to all KSI collisions of a section."""
        return self.severity == "ksi" and not (self.speed_limit or self.urban_rural or self.vehicle_group)

    def list_conditions(self) -> list[sa.ColumnElement[bool]]:
        """SQL on core_collision, without the area and the period."""
        collision = schema.core_collision
        conditions: list[sa.ColumnElement[bool]] = [collision.c.severity.in_(SEVERITY_CHOICES[self.severity])]
        if self.road_class:
            conditions.append(collision.c.road_class.in_(ROAD_CLASSES[self.road_class]))
        if self.speed_limit:
            conditions.append(collision.c.speed_limit == int(self.speed_limit))
        if self.urban_rural:
            conditions.append(collision.c.urban_rural == AREAS[self.urban_rural])
        if self.vehicle_group:
            conditions.append(_has_vehicle(GROUP_CODES[self.vehicle_group]))
        if self.road:
            conditions.append(collision.c.road == self.road)
        if self.section_id:
            unit = schema.out_collision_unit
            inside = sa.select(unit.c.collision_id).where(unit.c.unit_code == self.section_id)
            conditions.append(collision.c.collision_id.in_(inside))
        return conditions


def _require(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise BadFilterError(name=name, value=value, expected=f"one of {', '.join(known)}")


def _has_vehicle(group: str) -> sa.ColumnElement[bool]:
    """Collisions with a vehicle of a group; of NOT_HELD, those without any vehicle row."""
    collision, vehicle = schema.core_collision, schema.core_vehicle
    if group == NOT_HELD:
        return collision.c.collision_id.not_in(sa.select(vehicle.c.collision_id))
    meant = vehicle.c.vehicle_type.in_(VEHICLE_GROUPS[group])
    return collision.c.collision_id.in_(sa.select(vehicle.c.collision_id).where(meant))


def make_slice(options: Mapping[str, object]) -> Slice:
    """The slice of a question's options; raises BadFilterError as Slice does."""
    return Slice(**{name: str(value) for name, value in options.items()})


def list_places(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """SQL on core_collision that keeps the filters' area: its force, or the places within it."""
    collision, member = schema.core_collision, schema.core_area_member
    chosen = find_area(connection, area_code=filters.area_code)
    if chosen.level in ("alliance", "force"):
        return [collision.c.force_code.in_(chosen.force_codes)]
    places = sa.select(member.c.area_code).where(member.c.ancestor_code == filters.area_code)
    return [collision.c.place_code.in_(places)]


def select_collisions(connection: sa.Connection, filters: Filters, meant: Slice) -> list[sa.ColumnElement[bool]]:
    """SQL on core_collision for a slice within the filters' area and period."""
    days = filters.days(schema.core_collision.c.collision_date)
    return [*list_places(connection, filters), *days, *meant.list_conditions()]

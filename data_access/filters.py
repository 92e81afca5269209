"""The filters every question takes: one frozen object that yields SQL, a caption and a link.

A month is written YYYY-MM; an empty bound is open.
"""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import sqlalchemy as sa

from data_access.errors import BadFilterError
from data_access.months import MONTH, first_day, name_month, next_month


@dataclass(frozen=True)
class Filters:
    """What a user asks about. area_code is a GSS code, or the alliance's own code.

    source_id chooses between the published series and a force's own extract; empty is the published one.
    """

    area_code: str = "ALLIANCE"
    threat_code: str = ""
    from_month: str = ""
    to_month: str = ""
    edition: str = ""
    source_id: str = ""

    def __post_init__(self) -> None:
        for name, value in (("from", self.from_month), ("to", self.to_month)):
            if value and not MONTH.match(value):
                raise BadFilterError(name=name, value=value, expected="a month written YYYY-MM")
        if self.from_month and self.to_month and self.from_month > self.to_month:
            raise BadFilterError(name="from", value=self.from_month, expected=f"a month not after {self.to_month}")

    def months(self, column: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
        """SQL conditions that keep a YYYY-MM column within the period."""
        conditions = []
        if self.from_month:
            conditions.append(column >= self.from_month)
        if self.to_month:
            conditions.append(column <= self.to_month)
        return conditions

    def includes(self, month: str) -> bool:
        """Whether a month written YYYY-MM lies within the period."""
        return (self.from_month or month) <= month <= (self.to_month or month)

    def days(self, column: sa.ColumnElement[date]) -> list[sa.ColumnElement[bool]]:
        """SQL conditions that keep a date column within the period's months."""
        conditions = []
        if self.from_month:
            conditions.append(column >= first_day(self.from_month))
        if self.to_month:
            conditions.append(column < first_day(next_month(self.to_month)))
        return conditions

    def describe_period(self) -> str:
        """The period in words: 'October 2018 to February 2019', 'up to May 2014', 'all months held'."""
        if self.from_month and self.to_month:
            if self.from_month == self.to_month:
                return name_month(self.from_month)
            return f"{name_month(self.from_month)} to {name_month(self.to_month)}"
        if self.from_month:
            return f"from {name_month(self.from_month)}"
        if self.to_month:
            return f"up to {name_month(self.to_month)}"
        return "all months held"

    def to_params(self, *, default: "Filters") -> dict[str, str]:
        """The parameters of a link that reopens this view; what equals the default is left out."""
        pairs = {
            "area": (self.area_code, default.area_code),
            "threat": (self.threat_code, default.threat_code),
            "from": (self.from_month, default.from_month),
            "to": (self.to_month, default.to_month),
            "edition": (self.edition, default.edition),
            "source": (self.source_id, default.source_id),
        }
        return {name: value for name, (value, usual) in pairs.items() if value != usual}

    def to_query(self, *, default: "Filters") -> str:
        """The query string of such a link, empty for the default view."""
        return urlencode(self.to_params(default=default))

    def but(self, **changes: str) -> "Filters":
        """The same filters with some changed."""
        return replace(self, **changes)

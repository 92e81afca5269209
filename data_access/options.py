"""Kinds of options that questions take beside the shared filters, as their signatures name them."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from data_access.errors import BadFilterError


@dataclass(frozen=True)
class OneOf:
    """The values an option may have."""

    values: tuple[str, ...]

    def find_fault(self, value: object) -> str:
        """What is expected instead of a value; '' for one of the values."""
        return "" if value in self.values else f"one of {', '.join(each for each in self.values if each)}"


@dataclass(frozen=True)
class Shaped:
    """A pattern that an option's value has to match, with an example of one."""

    pattern: str
    example: str

    def find_fault(self, value: object) -> str:
        """What is expected instead of a value; '' for one of this shape."""
        return "" if value == "" or re.fullmatch(self.pattern, str(value)) else f"a value such as {self.example}"


Level = Annotated[str, OneOf(("", "alliance", "force", "policing_area", "district", "lsoa"))]
Breakdown = Annotated[str, OneOf(("category", "group", "total"))]
YearEnding = Annotated[str, Shaped(r"\d{4}-(0[1-9]|1[0-2])", "2017-09")]
Edition = Annotated[str, Shaped(r"\d{4}-\d{2}", "2017-18")]


def check_option(kind: Any, value: object, *, name: str) -> None:
    """Raise BadFilterError for a value that the kind of an option does not allow."""
    for rule in get_args(kind):
        fault = rule.find_fault(value) if isinstance(rule, OneOf | Shaped) else ""
        if fault:
            raise BadFilterError(name=name, value=value, expected=fault)

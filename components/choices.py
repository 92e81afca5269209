"""What the shared filters offer: areas, threats, months and editions of the store. Pure."""

from dataclasses import dataclass

import pandas as pd

from data_access.filters import Filters
from data_access.months import list_months, name_month_short
from data_access.publications import FORCE_CRIMES

LEVEL_WORDS = {
    "alliance": "all forces",
    "force": "force",
    "policing_area": "policing area",
    "district": "district",
    "lsoa": "LSOA",
}


@dataclass(frozen=True)
class Choices:
    """What can be chosen; each maps a code to its label, in the order shown."""

    areas: dict[str, str]
    threats: dict[str, str]
    months: dict[str, str]
    editions: dict[str, str]
    series: dict[str, str]
    default: Filters

    def of(self, parameter: str) -> dict[str, str]:
        """The choices of one parameter; every one but the area may be empty."""
        empty = {
            "threat": "All threats",
            "from": "First month held",
            "to": "Last month held",
            "edition": "Usual edition",
            "source": "Published (data.police.uk)",
        }
        named = {
            "area": self.areas,
            "threat": self.threats,
            "from": self.months,
            "to": self.months,
            "edition": self.editions,
            "source": self.series,
        }[parameter]
        return named if parameter == "area" else {"": empty[parameter], **named}

    def default_of(self, parameter: str) -> str:
        """The value of a parameter that is left out of the address."""
        return self.default.area_code if parameter == "area" else ""


def list_choices(
    *,
    areas: pd.DataFrame,
    threats: pd.DataFrame,
    editions: pd.DataFrame,
    sources: pd.DataFrame,
    months: list[str],
    alliance_code: str,
) -> Choices:
    """The choices the store offers."""
    labels = {
        code: f"{name} ({LEVEL_WORDS[level]})"
        for code, name, level in zip(areas["area_code"], areas["area_name"], areas["level"], strict=True)
    }
    span = list_months(months[0], months[-1]) if months else []
    return Choices(
        areas=labels,
        threats=dict(zip(threats["threat_code"], threats["threat_name"], strict=True)),
        months={month: name_month_short(month) for month in span},
        editions={edition: edition for edition in sorted(editions["edition"], reverse=True)},
        series={FORCE_CRIMES: "The force's own extract"} if FORCE_CRIMES in set(sources["source_id"]) else {},
        default=Filters(area_code=alliance_code),
    )


def find_span(coverage: pd.DataFrame) -> list[str]:
    """Months that any source touches: months held, and the last months of its years."""
    codes = coverage["period_code"].drop_duplicates().str.removeprefix("ye-")
    return sorted(codes[codes.str.fullmatch(r"\d{4}-\d{2}")])

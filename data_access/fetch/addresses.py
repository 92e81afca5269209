"""Where official files are downloaded from: one table, read by `fetch` and by nothing else.

Where a publisher gives its file a new address with every release, the entry is the publisher's page.
"""

from dataclasses import dataclass
from enum import StrEnum

from data_access.publications import OGL

HOME_OFFICE = "Home Office"
ONS = "Office for National Statistics"
DFT = "Department for Transport"
OS = "Ordnance Survey"
OGL_OS = f"{OGL}; say 'Contains OS data © Crown copyright and database right' with the year"

_ROAD_SAFETY_PAGE = "https://www.gov.uk/government/statistical-data-sets/road-safety-open-data"
_ROAD_SAFETY = "https://data.dft.gov.uk/road-accidents-safety-data/dft-road-casualty-statistics"
_EVERY_YEAR = "1979-latest-published-year"
_FIVE_YEARS = (
    "The publisher keeps single years for the last five only; earlier ones, 2015 too, are in the file of all years "
    "(--year all, 1.5 GB for the collisions alone)"
)


class Content(StrEnum):
    """What kind of file an address gives."""

    CSV = "csv"
    ZIP = "zip"
    ODS = "ods"
    XLSX = "xlsx"
    GPKG = "gpkg"


@dataclass(frozen=True)
class Address:
    """One official file, or the page to take it from by hand (`is_page`).

    `template` may hold {month} (YYYY-MM) and {year}; `every_year` is what stands for the year in a file
    of all years. `page` is where the publisher shows the file, `advice` what to know of it or to take
    from the page, `load_option` the option of `load` that takes it ('' for the file to load itself).
    """

    source: str
    title: str
    template: str
    publisher: str
    licence: str
    content: Content
    page: str
    advice: str
    file_name: str = ""
    every_year: str = ""
    load_option: str = ""
    is_page: bool = False


def _road_safety(kind: str, *, title: str, load_option: str = "") -> Address:
    return Address(
        source="collisions",
        title=f"Road safety data (STATS19): {title}",
        template=f"{_ROAD_SAFETY}-{kind}-{{year}}.csv",
        publisher=DFT,
        licence=OGL,
        content=Content.CSV,
        page=_ROAD_SAFETY_PAGE,
        advice=_FIVE_YEARS,
        every_year=_EVERY_YEAR,
        load_option=load_option,
    )


def _page(source: str, *, title: str, page: str, publisher: str, content: Content, advice: str) -> Address:
    return Address(
        source=source,
        title=title,
        template=page,
        publisher=publisher,
        licence=OGL,
        content=content,
        page=page,
        advice=advice,
        is_page=True,
    )


ADDRESSES: tuple[Address, ...] = (
    Address(
        source="street-crime",
        title="Street-level crime: the archive made for a month, all forces",
        template="https://data.police.uk/data/archive/{month}.zip",
        publisher=HOME_OFFICE,
        licence=OGL,
        content=Content.ZIP,
        page="https://data.police.uk/data/archive/",
        advice=(
            "An archive holds the 36 months up to its own (all months from December 2010 up to April 2017) and is "
            "1 to 3 GB; the page gives an MD5 checksum for each, and the publisher calls all but the latest out of "
            "date; for two forces alone, the custom download at https://data.police.uk/data/ is far smaller"
        ),
    ),
    _road_safety("collision", title="collisions"),
    _road_safety("vehicle", title="vehicles", load_option="--vehicles"),
    _road_safety("casualty", title="casualties", load_option="--casualties"),
    _page(
        "recorded-crime",
        title="Police recorded crime open data tables, by police force area from the year ending March 2013",
        page="https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables",
        publisher=HOME_OFFICE,
        content=Content.ODS,
        advice=(
            "Take the police force area tables and save the sheet of the year wanted, such as 2017/18, as CSV, with "
            "the column names in its first line and spelt as in Financial_Year, Force_Name, Offence_Code"
        ),
    ),
    _page(
        "recorded-crime",
        title="Police recorded crime by police force area and offence group, years ending September",
        page="https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables",
        publisher=ONS,
        content=Content.XLSX,
        advice=(
            "Take the edition of the year ending September and save its table of offences by area (P1) as CSV, "
            "with a column 'Year ending September'"
        ),
    ),
    _page(
        "workforce",
        title="Police workforce, England and Wales: data tables of a release",
        page="https://www.gov.uk/government/collections/police-workforce-england-and-wales",
        publisher=HOME_OFFICE,
        content=Content.ODS,
        advice="Open the release wanted, such as 30 September 2018, and take its data tables (ODS) as they are",
    ),
    _page(
        "population",
        title="Mid-year population estimates by local authority",
        page=(
            "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/"
            "datasets/estimatesofthepopulationforenglandandwales"
        ),
        publisher=ONS,
        content=Content.XLSX,
        advice=(
            "Take the newest edition and save its table of all ages by year (MYE4) as CSV, with the columns "
            "'Name', 'Geography' and one such as 'Mid-2017' for each year"
        ),
    ),
    _page(
        "traffic",
        title="Road traffic by local authority (TRA89)",
        page="https://www.gov.uk/government/statistical-data-sets/road-traffic-statistics-tra",
        publisher=DFT,
        content=Content.ODS,
        advice=(
            "Take TRA8905 (vehicle kilometres by local authority and vehicle type) and save its table as CSV, with "
            "the columns 'Vehicle', 'Local Authority', 'Units' and one for each year"
        ),
    ),
    Address(
        source="roads",
        title="OS Open Roads, Great Britain: a GeoPackage in a zip",
        template="https://api.os.uk/downloads/v1/products/OpenRoads/downloads?area=GB&format=GeoPackage&redirect",
        publisher=OS,
        licence=OGL_OS,
        content=Content.ZIP,
        page="https://osdatahub.os.uk/downloads/open/OpenRoads",
        advice="The zip is about 1 GB; while it is loaded it takes some 3 GB more where temporary files go",
        file_name="oproad_gpkg_gb.zip",
    ),
)

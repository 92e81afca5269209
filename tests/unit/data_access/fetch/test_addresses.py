"""The official addresses are complete, secure and those published."""

import re
from urllib.parse import urlsplit

import pytest

from data_access.fetch.addresses import ADDRESSES, Address
from data_access.fetch.choosing import fill_address, find_addresses
from data_access.load.registry import LOADERS


def test_every_official_source_has_an_address() -> None:
    sources = {address.source for address in ADDRESSES}
    assert sources == {"street-crime", "collisions", "recorded-crime", "workforce", "population", "traffic", "roads"}
    assert sources <= set(LOADERS)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.source}-{address.content}")
def test_an_official_address_is_complete(address: Address) -> None:
    months = "2024-02" if "{month}" in address.template else ""
    years = ("2015", "all") if "{year}" in address.template else ("",)
    for year in years:
        filled = fill_address(address, month=months, year=year)
        assert urlsplit(filled).scheme == "https"
        assert urlsplit(filled).hostname.endswith((".police.uk", ".gov.uk", ".os.uk"))
        assert not re.search(r"[{}\s]", filled)
    assert urlsplit(address.page).scheme == "https"
    assert address.publisher
    assert address.licence.startswith("Open Government Licence")
    assert address.advice
    assert ". " not in address.advice
    assert not address.advice.endswith(".")
    assert address.is_page == (address.template == address.page)


def test_the_addresses_of_files_are_these() -> None:
    filled = [
        fill_address(address, month="2024-02" * ("{month}" in address.template), year=year)
        for source, year in (("street-crime", ""), ("collisions", "2023"), ("collisions", "all"), ("roads", ""))
        for address in find_addresses(source)
    ]
    road_safety = "https://data.dft.gov.uk/road-accidents-safety-data/dft-road-casualty-statistics"
    assert filled == [
        "https://data.police.uk/data/archive/2024-02.zip",
        *(f"{road_safety}-{kind}-2023.csv" for kind in ("collision", "vehicle", "casualty")),
        *(f"{road_safety}-{kind}-1979-latest-published-year.csv" for kind in ("collision", "vehicle", "casualty")),
        "https://api.os.uk/downloads/v1/products/OpenRoads/downloads?area=GB&format=GeoPackage&redirect",
    ]

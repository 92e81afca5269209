"""A force's own extract on the questions of the crime page: restricted, and giving no hidden count away."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from data_access.store import Store, open_store
from tests.integration.conftest import KINDS, execute_alone

WARWICKSHIRE, DISTRICT = "E23000017", "E07000220"
EXTRACT = Filters(area_code=WARWICKSHIRE, source_id="force-crimes")
# What each view shows of the extract, and so its marking: yearly tables are the published ones, whatever is chosen.
SHOWN = (
    ("trend", "", "OFFICIAL-SENSITIVE"),
    ("change", "", "OFFICIAL"),  # years, with what the assessments say of the survey
    ("change", "month", "OFFICIAL-SENSITIVE"),  # the crimeogram of the months of the extract
    ("places", "", "OFFICIAL-SENSITIVE"),
    ("hotspots", "", "OFFICIAL-SENSITIVE"),
    ("peers", "", ""),  # years of the 43 forces
    ("severity", "", "OFFICIAL-SENSITIVE"),
    ("outcomes", "", "OFFICIAL-SENSITIVE"),
)
CODES = {"105A": 60, "8N": 20, "28E": 9, "49": 30, "1/4.1/4.2/4.10": 1, "19C": 3, "45": 12}
MONTHS = [f"2019-{number:02d}" for number in range(1, 13)] + ["2020-01", "2020-02"]


def write_extract(path: Path) -> pd.DataFrame:
    """An extract with small counts, as a force would give it; the same at each run."""
    rng = random.Random(6)
    rows = [
        (month, WARWICKSHIRE, code, area, outcome, max(0, usual + rng.randint(-usual // 2, usual // 2)))
        for month in MONTHS
        for code, usual in CODES.items()
        for area, outcome in (("", "Charged"), (DISTRICT, "Under investigation"))
    ]
    columns = ["recorded", "force", "offence_code", "area_code", "outcome", "crime_count"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.to_csv(path, index=False)
    return frame


@pytest.fixture(scope="module", params=KINDS)
def extract_settings(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    default_settings: Callable[[str], Settings],
    template_database: Callable[[], str],
) -> Settings:
    """Settings of a copy of the default store with an extract loaded, which tests only read."""
    folder = tmp_path_factory.mktemp("extract")
    if request.param == "duckdb":
        built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
        shutil.copytree(built.parent, folder / "store")
        url = f"duckdb:///{folder / 'store' / built.name}"
    else:
        server = request.getfixturevalue("postgres_url")
        execute_alone(server, f'CREATE DATABASE extract_store TEMPLATE "{template_database()}"')
        url = sa.make_url(server).set(database="extract_store").render_as_string(hide_password=False)
    settings = read_settings({"STORE_URL": url})
    write_extract(folder / "crimes.csv")
    load_source(settings, Request("crimes", (folder / "crimes.csv",)))
    return settings


@pytest.fixture
def extract(
    extract_settings: Settings, extract_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Store, pd.DataFrame]:
    """The store with the extract, and the rows as given."""
    return extract_store, write_extract(tmp_path_factory.mktemp("given") / "crimes.csv")


@pytest.fixture(scope="module")
def extract_store(extract_settings: Settings) -> Iterator[Store]:
    """The store with the extract, open for reading."""
    store = open_store(extract_settings)
    yield store
    store.close()


def test_the_extract_has_its_own_trend_beside_the_published_one(extract: tuple[Store, pd.DataFrame]) -> None:
    store, given = extract
    trend = store.ask("crime.trend", EXTRACT)
    assert trend["period_code"].tolist() == MONTHS
    monthly = given.groupby("recorded")["crime_count"].sum().to_numpy()
    assert (trend["crime_count"] % 5 == 0).all()
    assert abs(trend["crime_count"].to_numpy(float) - monthly).max() < 15, "rounding hardly moves a month's total"
    assert set(trend["source_id"]) == {"force-crimes"}
    assert trend["mean"].notna().all()
    assert not trend["is_provisional"].any()
    published = store.ask("crime.trend", Filters(area_code=WARWICKSHIRE))
    assert "2019-12" not in set(published["period_code"])
    assert set(published["source_id"]) == {"street-crime"}


@pytest.mark.parametrize("options", [{"step": "quarter"}, {"step": "rolling-12"}, {"breakdown": "category"}])
def test_every_step_and_offence_is_shown_from_rounded_counts(
    extract: tuple[Store, pd.DataFrame], options: dict[str, str]
) -> None:
    store, given = extract
    trend = store.ask("crime.trend", EXTRACT, **options)
    counts = trend["crime_count"].dropna()
    assert len(counts)
    assert (counts % 5 == 0).all()
    assert store.ask("crime.steps", EXTRACT).set_index("step").loc["quarter", "is_held"]
    if options == {"step": "quarter"}:
        first = given[given["recorded"].isin(MONTHS[:3])]["crime_count"].sum()
        months = store.ask("crime.trend", EXTRACT)["crime_count"][:3].sum()
        assert counts.iloc[0] == months, "a quarter is the sum of its months"
        assert abs(counts.iloc[0] - first) < 30


def test_the_tree_of_an_extract_is_weighed(extract: tuple[Store, pd.DataFrame]) -> None:
    store, given = extract
    tree = store.ask("crime.tree", EXTRACT, step="month").set_index("offence_code")
    assert tree["severity_weight"].notna().all()
    shown = tree[~tree["is_suppressed"]]
    totals = given.groupby("offence_code")["crime_count"].sum()
    difference = shown["crime_count"].astype(float) - totals[shown.index]
    assert difference.abs().max() < 60, "28 cells of each offence, each off by 4 at most and as often up as down"
    assert shown["harm_share_pct"].sum() == pytest.approx(100)


@pytest.mark.parametrize(
    ("question", "options", "counts"),
    [
        ("crime.then_and_now", {"breakdown": "group"}, ["then", "now"]),
        ("crime.rates", {"level": "district"}, ["crime_count"]),
        ("crime.rates", {"level": "policing_area", "breakdown": "category"}, ["crime_count"]),
        ("crime.hotspots", {}, ["then", "now"]),
        ("crime.outcomes", {}, ["crime_count"]),
    ],
)
def test_no_answer_shows_a_count_under_the_threshold(
    extract: tuple[Store, pd.DataFrame], question: str, options: dict[str, str], counts: list[str]
) -> None:
    store, _ = extract
    answer = store.ask(question, EXTRACT, **options)
    assert len(answer)
    for count in counts:
        assert not answer[count].between(1, 4).any()


def test_below_a_policing_area_sensitive_offences_are_left_out(extract: tuple[Store, pd.DataFrame]) -> None:
    store, _ = extract
    within = store.ask("crime.rates", EXTRACT, level="district", breakdown="category")
    assert "19C" in set(CODES)
    assert "19C" not in set(within["offence_code"])
    above = store.ask("crime.rates", EXTRACT, level="policing_area", breakdown="category")
    assert "19C" in set(above["offence_code"])


def test_the_page_shows_the_extract_marked_with_the_published_series_beside_it(
    extract_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import streamlit as st

    from tests.app.reading import collect_texts, find_parts, open_page, read_marking

    monkeypatch.setenv("STORE_URL", extract_settings.store_url)
    st.cache_data.clear()
    st.cache_resource.clear()
    for view, basis, marking in SHOWN:
        params = {"source": "force-crimes", "area": WARWICKSHIRE} | ({} if view == "trend" else {"view": view})
        params |= {"basis": basis} if basis else {}
        at = open_page("crime", **params)
        assert [one.value for one in [*at.exception, *at.error, *at.warning]] == [], view
        assert read_marking(at) == marking, view
        named = set(at.session_state["request"].shown_sources["source_id"])
        assert ("force-crimes" in named) == (marking == "OFFICIAL-SENSITIVE"), view
        if view == "trend":
            assert any("side by side" in text and "never added" in text for text in collect_texts(at))
            assert len(find_parts(at, "chart")) >= 3
    st.cache_data.clear()
    st.cache_resource.clear()


def test_nothing_of_an_extract_is_in_the_published_answers(
    extract_store: Store, extract_settings: Settings, open_default: Callable[[str], Store]
) -> None:
    store = extract_store
    plain = open_default(sa.make_url(extract_settings.store_url).get_backend_name())
    for question in ("crime.trend", "crime.rates", "crime.hotspots", "crime.outcomes", "crime.severity", "crime.tree"):
        pd.testing.assert_frame_equal(store.ask(question), plain.ask(question))

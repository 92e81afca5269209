"""Every sentence of the first page asked again: its question, filters and options give the numbers it says."""

import re
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.findings.overview import NOTHING_MOVED, Scope, Signal, say_signals
from components.views.overview.signals import Picture, ask_picture
from data_access.filters import Filters
from data_access.measures.change import NAMED_ABOVE
from data_access.measures.offence_groups import NOT_OVERLAPPING
from data_access.store import Store

WARWICKSHIRE, WEST_MERCIA, RUGBY, TELFORD, RUGBY_DISTRICT = (
    "E23000017",
    "E23000016",
    "E22000321",
    "E22000333",
    "E07000220",
)
AREAS = ("ALLIANCE", WARWICKSHIRE, WEST_MERCIA, RUGBY, TELFORD, RUGBY_DISTRICT)
PERIODS = (("", ""), ("2018-10", "2019-02"), ("", "2016-12"))


def make_signals(store: Store, filters: Filters, *, strategy: str = "", as_at: str = "edition") -> list[Signal]:
    picture = ask_picture(filters, strategy=strategy, as_at=as_at, ask=store.ask)
    return list_signals(picture, filters)


def list_signals(picture: Picture, filters: Filters) -> list[Signal]:
    scope = Scope("the area", filters.area_code, Filters())
    return say_signals(picture.headlines, picture.changes, picture.threats, picture.areas, scope=scope)


def check_page(store: Store, filters: Filters, *, strategy: str, as_at: str) -> list[Signal]:
    """Ask each sentence of a page again, each question once more."""
    picture = ask_picture(filters, strategy=strategy, as_at=as_at, ask=store.ask)
    signals = list_signals(picture, filters)
    assert len(signals) <= 5
    asked = {(signal.question, signal.filters, signal.options) for signal in signals}
    answers = {key: store.ask(key[0], key[1], **dict(key[2])) for key in asked}
    for signal in signals:
        check_signal(answers[signal.question, signal.filters, signal.options], signal)
    check_silence(signals, picture)
    return signals


def check_signal(rows: pd.DataFrame, signal: Signal) -> None:
    """The sentence's row of the answer must give each number, and the sentence must say it and no other."""
    for column, value in signal.row:
        rows = rows[rows[column] == value]
    if signal.row:
        assert len(rows) == 1, signal
    for number in signal.numbers:
        held = float(rows.iloc[0][number.column])
        assert held == pytest.approx(number.value)
        written = float(re.sub(r"[,%+]", "", number.written))
        digits = len(number.written.rstrip("%").partition(".")[2])
        assert abs(abs(held) - abs(written)) <= 0.5 * 10**-digits + 1e-9
        assert number.written in signal.text
    said = set(re.findall(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+", signal.text))
    known = {re.sub(r"[%+-]", "", number.written) for number in signal.numbers}
    assert said <= known, f"{said - known} in the sentence came from no answer: {signal.text}"


def check_silence(signals: list[Signal], picture: Picture) -> None:
    """'No measure moved more than usual' is said exactly where a change is named in no answer."""
    groups = picture.changes.frame
    groups = groups[groups["offence_code"].isin(NOT_OVERLAPPING)]
    moves = pd.concat([groups["z"], picture.threats.frame["z"]]).astype(float).abs()
    is_silent = not (moves > NAMED_ABOVE).any()
    assert any(signal.text == NOTHING_MOVED for signal in signals) == (is_silent and moves.notna().any())


@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("area", AREAS)
def test_a_sentence_says_what_its_question_answers(area: str, period: tuple[str, str], duckdb_store: Store) -> None:
    filters = Filters(area_code=area, from_month=period[0], to_month=period[1], edition="2017-18")
    check_page(duckdb_store, filters, strategy="2018-19", as_at="edition")


@pytest.fixture
def duckdb_store(open_default: Callable[[str], Store]) -> Store:
    """The default store in DuckDB: a sentence's arithmetic does not depend on the database."""
    return open_default("duckdb")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_so_does_a_sentence_of_any_area_and_period(data: st.DataObject, duckdb_store: Store) -> None:
    codes = duckdb_store.ask("areas.list").query("level != 'lsoa'")["area_code"].tolist()
    months = st.integers(0, 131).map(lambda n: f"{2014 + n // 12}-{n % 12 + 1:02d}") | st.just("")
    first, last = data.draw(months), data.draw(months)
    if first and last and first > last:
        first, last = last, first
    filters = Filters(area_code=data.draw(st.sampled_from(codes)), from_month=first, to_month=last, edition="2017-18")
    as_at, strategy = data.draw(st.sampled_from(["edition", "latest"])), data.draw(st.sampled_from(["", "2016-17"]))
    check_page(duckdb_store, filters, strategy=strategy, as_at=as_at)


BY_HAND = {
    WARWICKSHIRE: (
        "41,196 in the year to September 2017, 23.2% more than the year before: it rose more than usual",
        "Vehicle offences: 4,907 crimes in the year to September 2017 against 3,195",
        "Rape and sexual assault: 1,532 crimes",
    ),
    WEST_MERCIA: ("85,433 in the year to September 2017, 12.9% more than the year before: it rose, within what",),
    RUGBY: (
        "Organised acquisitive crime: 168 crimes in January 2024 to February 2024 against 246",
        "Vehicle offences in Warwickshire as a whole",
    ),
    TELFORD: ("Telford & Wrekin has 1.6 times the rate of all policing areas together",),
}


@pytest.mark.parametrize("area", BY_HAND)
def test_the_sentences_checked_by_hand(area: str, store: Store) -> None:
    signals = check_page(store, Filters(area_code=area, edition="2017-18"), strategy="", as_at="edition")
    for words in BY_HAND[area]:
        assert any(words in signal.text for signal in signals), [signal.text for signal in signals]


def test_a_year_outside_the_period_says_why(duckdb_store: Store) -> None:
    total = make_signals(duckdb_store, Filters(from_month="2020-02", to_month="2020-03", edition="2017-18"))[0]
    assert "year to September 2019" in total.text
    assert "none ends in February 2020 to March 2020: this is the last year before." in total.text


def test_a_link_keeps_area_and_period_and_leaves_the_usual_out(duckdb_store: Store) -> None:
    filters = Filters(area_code=RUGBY, from_month="2018-10", to_month="2019-02")
    links = [signal.link for signal in make_signals(duckdb_store, filters)]
    assert links
    assert all("from=2018-10&to=2019-02" in link for link in links)
    assert not any("edition" in link for link in links)
    assert make_signals(duckdb_store, Filters())[0].link == "crime?view=change"

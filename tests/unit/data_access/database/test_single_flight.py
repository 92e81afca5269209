"""One computation serves all who ask for the same while it runs."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pandas as pd
import pytest

from data_access import store as stores
from data_access.database.single_flight import SingleFlight
from data_access.filters import Filters
from data_access.questions import Answer
from data_access.settings import Settings
from data_access.store import open_store

ASKERS = 12


class Gate:
    """A computation that waits until every other asker waits for it, and counts how often it ran."""

    def __init__(self, outcome: Callable[[], Any]) -> None:
        self.runs = 0
        self.may_end = threading.Event()
        self.has_begun = threading.Event()
        self._outcome = outcome

    def __call__(self, *_: Any, **__: Any) -> Any:
        self.runs += 1
        self.has_begun.set()
        assert self.may_end.wait(60)
        return self._outcome()


def ask_together(gate: Gate, ask: Callable[[], Any]) -> list[Any]:
    """Let all ask while the first computation runs; gives each one's answer or error."""
    entered = threading.Semaphore(0)

    def enter() -> Any:
        entered.release()
        try:
            return ask()
        except ValueError as error:
            return error

    with ThreadPoolExecutor(ASKERS) as pool:
        first = pool.submit(enter)
        assert gate.has_begun.wait(60)
        others = [pool.submit(enter) for _ in range(ASKERS - 1)]
        for _ in range(ASKERS):
            assert entered.acquire(timeout=60)
        # All are about to ask: another computation, were there one, would begin now and be counted.
        _let_all_reach_the_wait(others)
        gate.may_end.set()
        return [each.result(60) for each in (first, *others)]


def _let_all_reach_the_wait(others: list[Any]) -> None:
    for each in others:
        with pytest.raises(TimeoutError):
            each.result(0.02)


def test_many_who_ask_the_same_have_it_computed_once() -> None:
    gate, flights = Gate(lambda: "answer"), SingleFlight()
    assert ask_together(gate, lambda: flights.do("question", gate)) == ["answer"] * ASKERS
    assert gate.runs == 1


def test_an_error_reaches_all_who_wait_and_the_next_asks_anew() -> None:
    def fail() -> None:
        raise ValueError("no")

    gate, flights = Gate(fail), SingleFlight()
    assert {str(each) for each in ask_together(gate, lambda: flights.do("question", gate))} == {"no"}
    assert gate.runs == 1
    assert flights.do("question", lambda: "answer") == "answer"


def test_nothing_is_kept() -> None:
    answers = iter(["first", "second"])
    flights = SingleFlight()
    assert [flights.do("question", lambda: next(answers)) for _ in range(2)] == ["first", "second"]


def test_another_question_does_not_wait() -> None:
    flights = SingleFlight()
    assert flights.do("one", lambda: flights.do("two", lambda: "answer")) == "answer"


def test_whoever_waits_for_one_that_was_stopped_computes_it() -> None:
    flights, begun, may_end = SingleFlight(), threading.Event(), threading.Event()

    def stop() -> None:
        begun.set()
        assert may_end.wait(60)
        raise SystemExit

    with ThreadPoolExecutor(2) as pool:
        stopped = pool.submit(flights.do, "question", stop)
        assert begun.wait(60)
        waiting = pool.submit(flights.do, "question", lambda: "answer")
        may_end.set()
        assert waiting.result(60) == "answer"
        assert isinstance(stopped.exception(60), SystemExit)


def test_a_store_works_a_question_out_once_for_all_who_ask_it(
    default_settings: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(lambda: Answer(pd.DataFrame({"n": [1]}), ("street-crime",), ()))
    monkeypatch.setattr(stores, "answer_question", gate)
    store = open_store(default_settings("duckdb"))
    answers = ask_together(gate, lambda: store.answer("crime.counts", Filters(area_code="E23000016"), level="lsoa"))
    assert gate.runs == 1
    answers[0].frame.loc[0, "n"] = 2
    assert [answer.frame["n"].tolist() for answer in answers] == [[2], *[[1]] * (ASKERS - 1)]
    store.close()


@pytest.mark.parametrize(
    "other",
    [
        ("crime.counts", Filters(area_code="E23000017"), {"level": "lsoa"}),
        ("crime.areas", Filters(area_code="E23000016"), {"level": "lsoa"}),
        ("crime.counts", Filters(area_code="E23000016"), {"level": "district"}),
    ],
)
def test_another_question_of_a_store_is_worked_out_for_itself(
    default_settings: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch, other: tuple[str, Filters, Any]
) -> None:
    store = open_store(default_settings("duckdb"))
    name, filters, options = other

    def answer(*_: Any, name: str, filters: Filters, threshold: int, **options: Any) -> Answer:
        if (name, filters, options) == other:
            return Answer(pd.DataFrame({"n": [2]}), (), ())
        inner = store.answer(other[0], other[1], **other[2])
        return Answer(inner.frame + 1, (), ())

    monkeypatch.setattr(stores, "answer_question", answer)
    found = store.answer("crime.counts", Filters(area_code="E23000016"), level="lsoa")
    assert found.frame["n"].tolist() == [3]
    assert store.answer(name, filters, **options).frame["n"].tolist() == [2]
    store.close()

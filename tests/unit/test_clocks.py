"""No test asserts a time, and the scanner that says so finds every way in which one could."""

from pathlib import Path

import pytest

from tests.clocks import find_timed_asserts, read_tests

TESTS = Path(__file__).resolve().parents[1]

TIMED = {
    "a difference": "def test_x():\n    start = time.monotonic()\n    run()\n    assert time.monotonic() - start < 5",
    "a name": "def test_x():\n    start = perf_counter()\n    taken = perf_counter() - start\n    assert taken < 1",
    "a list": "def test_x():\n    times = []\n    times.append(time.perf_counter() - 1)\n    assert min(times) < 1",
    "a helper": "def spend():\n    return time.time() - 1\n\ndef test_x():\n    assert spend() < 1",
    "a helper's helper": "def a():\n    return time()\ndef b():\n    return a()\ndef test_x():\n    assert b() < 1",
    "a helper that asserts": "def check():\n    assert time.time_ns() < 1",
    "a test that fails by hand": "def test_x():\n    if time.time() > 9:\n        pytest.fail('slow')",
    "an answer's own clock": "def test_x():\n    assert get().elapsed < 1",
    "a method": "class TestX:\n    async def test_x(self):\n        assert time.process_time() < 1",
}
UNTIMED = {
    "a deadline": "def wait():\n    until = time.monotonic() + 5\n    while time.monotonic() < until:\n        look()",
    "whether in time": "def wait():\n    return time.monotonic() < 5\n\ndef test_x():\n    assert wait()",
    "a column": "def test_x():\n    assert frame['month'].is_monotonic_increasing",
    "a date": "def test_x():\n    assert row.time() == noon",
    "a clock read": "def test_x():\n    now = time.time()\n    write(now)\n    assert read() == 1",
}


@pytest.mark.parametrize("source", TIMED.values(), ids=TIMED)
def test_an_assertion_on_a_clock_is_found(source: str) -> None:
    assert len(find_timed_asserts({"x.py": source})) == 1


@pytest.mark.parametrize("source", UNTIMED.values(), ids=UNTIMED)
def test_what_asserts_no_time_is_left_alone(source: str) -> None:
    assert find_timed_asserts({"x.py": source}) == []


def test_no_test_asserts_a_time() -> None:
    read = read_tests(TESTS)
    assert len(read) > 50
    assert find_timed_asserts(read) == []

"""What is held and missing, in words and as JSON."""

import json
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def test_the_status_says_what_is_held_and_what_is_missing(ask: Run) -> None:
    code, out, _ = ask("status")
    assert code == 0
    assert "225,869 rows read, 225,869 stored, 0 set aside" in out
    assert "Jan to Oct 2014, Oct 2018 to Feb 2019, Jan to Feb 2024" in out
    assert "missing in between: Nov 2014 to Sep 2018, Mar 2019 to Dec 2023" in out


def test_the_status_as_json_has_every_source_with_its_files_and_their_hashes(ask: Run) -> None:
    code, out, _ = ask("status", "--json")
    assert code == 0
    status = json.loads(out)
    sources = {source["source_id"]: source for source in status["sources"]}
    assert status["versions_held"] == [status["version"]]
    assert len(sources["street-crime"]["months_held"]) == 17
    assert all(len(file["sha256"]) == 64 for source in sources.values() for file in source["files"])
    assert all(source["files"] for source in sources.values())

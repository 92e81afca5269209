"""Every row of the documents is answered with its line, and an edition keeps its own."""

import pandas as pd
import pytest

from data_access.filters import Filters
from data_access.store import Store


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("workforce.sickness", 26),
        ("workforce.toil_rdil", 42),
        ("workforce.specials", 14),
        ("workforce.survey", 19),
        ("scrutiny.inspections", 25),
        ("scrutiny.peel", 18),
        ("scrutiny.performance", 13),
        ("scrutiny.confidence", 10),
        ("scrutiny.risk", 4),
        ("scrutiny.register", 0),
        ("scrutiny.objectives", 34),
        ("horizon.drivers", 18),
        ("horizon.timeline", 37 + 25),
    ],
)
def test_every_row_of_the_documents_is_answered_with_its_line(store: Store, question: str, count: int) -> None:
    rows = store.ask(question)
    assert len(rows) == count
    if question == "scrutiny.risk":
        assert rows["governance_line"].notna().all()
    elif question != "scrutiny.register":
        assert (rows["line"] > 0).all()
        assert (rows["section"] != "").all()
    assert set(rows.get("edition", pd.Series(dtype=str))) <= {"2016-17", "2017-18"}


@pytest.mark.parametrize(
    "question",
    ["workforce.sickness", "scrutiny.inspections", "scrutiny.peel", "scrutiny.objectives", "horizon.timeline"],
)
def test_an_edition_keeps_its_own_rows(store: Store, question: str) -> None:
    parts = [store.ask(question, Filters(edition=edition)) for edition in ("2016-17", "2017-18")]
    assert [set(part["edition"]) for part in parts] == [{"2016-17"}, {"2017-18"}]
    assert sum(map(len, parts)) == len(store.ask(question))

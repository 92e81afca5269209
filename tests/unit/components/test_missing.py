"""One wording for what is not there; missing, hidden and not applicable stay apart."""

import re
from pathlib import Path

from components import missing
from components.missing import say_gap, say_hidden, say_none_held, write_missing
from components.tables import Column, write_value

COMPONENTS = Path(missing.__file__).parent
WORDS = {name: value for name, value in vars(missing).items() if name.isupper() and isinstance(value, str)}


def test_each_reason_has_words_of_its_own() -> None:
    assert len(set(WORDS.values())) == len(WORDS)
    assert say_hidden(5) == "<5"
    assert say_hidden(5) not in WORDS.values()


def test_no_other_module_writes_the_words_of_a_missing_cell_again() -> None:
    # 'not known' is a code of measures.claims too, so it may stand where claims are read.
    own = [words for words in WORDS.values() if " " in words and words != missing.NOT_KNOWN]
    pattern = re.compile(rf'"(?:{"|".join(map(re.escape, own))})"')
    again = {
        f"{path.relative_to(COMPONENTS)}: {found}"
        for path in sorted(COMPONENTS.rglob("*.py"))
        if path.name != "missing.py"
        for found in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert again == set()


def test_a_missing_cell_says_why_and_zero_is_zero() -> None:
    column = Column("Count", "count")
    assert write_value(None, column) == write_missing("not held") == '<span class="missing">not held</span>'
    assert write_value(0, column) == "0"
    assert write_value(None, Column("Rate", "rate", missing=missing.NOT_APPLICABLE)) == write_missing("not applicable")
    assert write_value(None, Column("Note", missing="")) == ""
    assert write_missing("<b>") == '<span class="missing">&lt;b&gt;</span>'


def test_gaps_and_empty_pages_are_said_in_whole_words() -> None:
    assert say_gap(["2018-03", "2018-04"]) == "not held: Mar to Apr 2018"
    assert say_none_held("month", area_name="Rugby") == "No month is held for Rugby in this period."
    assert say_none_held("figures", area_name="Rugby", is_many=True) == "No figures are held for Rugby in this period."

"""The command `figures`: prints the frame that a page draws. Its options are those of the questions themselves."""

import argparse
from contextlib import closing
from typing import Any

import pandas as pd

from data_access.commands.output import print_csv
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.questions import QUESTIONS, find_question, name_option
from data_access.settings import Settings
from data_access.store import Store, open_store


def add_figures_command(commands: Any) -> None:
    """Add `figures` to the command line: the shared filters, then every option that some question takes."""
    figures = commands.add_parser("figures", help="print the frame that a page draws")
    figures.add_argument("question", nargs="?", help="a question, such as crime.counts")
    figures.add_argument("--list", action="store_true", help="name the questions, with the options each takes")
    figures.add_argument("--area", help="GSS code of an area, or the alliance's code (default)")
    figures.add_argument("--threat", default="", help="code of a threat")
    figures.add_argument("--from", dest="from_month", default="", metavar="YYYY-MM")
    figures.add_argument("--to", dest="to_month", default="", metavar="YYYY-MM")
    figures.add_argument("--edition", default="", help="an edition of the assessment, such as 2017-18")
    figures.add_argument("--source", dest="source_id", default="", help="a source; 'force-crimes': the own extract")
    figures.add_argument("--by", default="", help="columns to add counts up by, separated by commas")
    figures.add_argument("--format", choices=("csv", "json"), default="csv")
    for option, names in list_options().items():
        kind = QUESTIONS[names[0]].options[option]
        words = ", ".join(names) if len(names) < 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"
        if kind is bool:
            figures.add_argument(name_option(option), dest=option, action="store_true", help=f"for {words}")
        else:
            figures.add_argument(name_option(option), dest=option, default="", metavar="VALUE", help=f"for {words}")
    figures.set_defaults(run=run_figures)


def list_options() -> dict[str, list[str]]:
    """Every option that is no shared filter, with the questions that take it."""
    shared = set(Filters.__dataclass_fields__)
    found: dict[str, list[str]] = {}
    for question in QUESTIONS.values():
        for option in question.options:
            if option not in shared:
                found.setdefault(option, []).append(question.name)
    return found


def run_figures(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the answer to a question as CSV or JSON."""
    if chosen.list or not chosen.question:
        for question in QUESTIONS.values():
            options = " ".join(sorted(map(name_option, question.options)))
            print(f"{question.name:24} {question.row}{f' [{options}]' if options else ''}")
        return 0
    find_question(chosen.question)
    with closing(open_store(settings)) as store:
        frame = _ask(store, chosen)
    if chosen.by:
        require_additive(chosen.question)
        frame = _add_up(frame, by=[column.strip() for column in chosen.by.split(",")])
    if chosen.format == "json":
        print(frame.to_json(orient="records", date_format="iso", indent=2))
    else:
        print_csv(frame)
    return 0


def _ask(store: Store, chosen: argparse.Namespace) -> pd.DataFrame:
    question = find_question(chosen.question)
    filters = Filters(
        area_code=chosen.area or store.read_info().alliance_code,
        threat_code=chosen.threat,
        from_month=chosen.from_month,
        to_month=chosen.to_month,
        edition=chosen.edition,
        source_id=chosen.source_id,
    )
    given = {name: getattr(chosen, name) for name in list_options() if getattr(chosen, name)}
    # A question without filters may take one of their names as an option of its own.
    own = {name: getattr(chosen, name) for name in Filters.__dataclass_fields__ if name in question.options}
    return store.ask(chosen.question, filters, **given, **{name: value for name, value in own.items() if value})


def require_additive(name: str) -> None:
    """Raise BadFilterError for a question whose rows overlap or count different things: they have no sum."""
    if not QUESTIONS[name].is_additive:
        additive = ", ".join(question.name for question in QUESTIONS.values() if question.is_additive)
        raise BadFilterError(name="QUESTION with --by", value=name, expected=f"one whose rows add up: {additive}")


def _add_up(frame: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Add the counts of a frame up by some of its columns."""
    for column in by:
        if column not in frame.columns:
            raise BadFilterError(
                name="--by", value=column, expected=f"a column of this question: {', '.join(frame.columns)}"
            )
    counts = [column for column in frame.columns if column.endswith("_count") and column not in by]
    return frame.groupby(by, sort=False, dropna=False)[counts].sum(min_count=1).reset_index()

"""The commands of `python -m data_access`. Exit code 0: done; 1: something to mend; 2: can't be done."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd

from data_access.commands.check import find_faults
from data_access.commands.coverage import add_coverage_command
from data_access.commands.fetch import add_fetch_command
from data_access.commands.status import describe_status
from data_access.database.versions import open_versions, roll_back
from data_access.errors import BadFilterError, UserFacingError
from data_access.filters import Filters
from data_access.load.loading import build_store, load_source
from data_access.load.registry import LOADERS
from data_access.load.requests import Request
from data_access.questions import QUESTIONS
from data_access.settings import Settings, read_settings
from data_access.store import open_store
from geodata.alliance import AllianceConfigError

OPTIONS_OF_QUESTIONS = (
    "level",
    "severity",
    "breakdown",
    "step",
    "year_ending",
    "offence_code",
    "then_year",
    "now_year",
    "against",
    "strategy",
    "as_at",
    "from_edition",
    "to_edition",
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; errors for users are one sentence on stderr and exit code 2."""
    parser = make_parser()
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen, read_settings()))
    except (UserFacingError, AllianceConfigError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; nothing is wrong.
        sys.stderr.close()
        return 0


def make_parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    parser = argparse.ArgumentParser(prog="python -m data_access", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    init = commands.add_parser("init", help="build the default store from the bundled figures")
    init.add_argument("--if-missing", action="store_true", help="do nothing where a usable store is there")
    init.set_defaults(run=run_init)

    load = commands.add_parser("load", help="load official files into the store")
    load.add_argument("source", choices=tuple(LOADERS))
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    load.add_argument("--vehicles", type=Path, help="the STATS19 vehicle file of the same year (collisions)")
    load.add_argument("--casualties", type=Path, help="the STATS19 casualty file of the same year (collisions)")
    load.add_argument(
        "--accept-rejects", action="store_true", help="load also where more than 1%% of a file's rows are at fault"
    )
    load.set_defaults(run=run_load)

    add_fetch_command(commands)

    status = commands.add_parser("status", help="what the store holds, source by source")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.set_defaults(run=run_status)

    figures = commands.add_parser("figures", help="print the frame that a page draws")
    figures.add_argument("question", nargs="?", help="a question, such as crime.counts")
    figures.add_argument("--list", action="store_true", help="name the questions")
    figures.add_argument("--area", help="GSS code of an area, or the alliance's code (default)")
    figures.add_argument("--level", choices=("force", "policing_area", "district", "lsoa"))
    figures.add_argument("--threat", default="", help="code of a threat")
    figures.add_argument("--from", dest="from_month", default="", metavar="YYYY-MM")
    figures.add_argument("--to", dest="to_month", default="", metavar="YYYY-MM")
    figures.add_argument("--edition", default="", help="an edition of the assessment, such as 2017-18")
    figures.add_argument("--severity", choices=("ksi", "fatal", "serious", "slight"))
    figures.add_argument("--source", dest="source_id", default="", help="'force-crimes' for a force's own extract")
    figures.add_argument("--breakdown", choices=("category", "group", "total"), help="how crimes are counted apart")
    figures.add_argument("--step", help="month, quarter, financial-year ...: 'figures crime.steps' lists what is held")
    figures.add_argument("--year-ending", dest="year_ending", metavar="YYYY-09", help="a year to September")
    figures.add_argument("--offence", dest="offence_code", help="code of an offence group or category")
    figures.add_argument("--then", dest="then_year", metavar="YYYY", help="the earlier of two years compared")
    figures.add_argument("--now", dest="now_year", metavar="YYYY", help="the later of two years compared")
    figures.add_argument("--by", default="", help="columns to add counts up by, separated by commas")
    figures.add_argument("--against", default="", help="the edition whose alliance priorities are meant")
    figures.add_argument("--strategy", default="", help="whose priorities: an edition, or 2018-19 for the recommended")
    figures.add_argument(
        "--as-at", dest="as_at", choices=("edition", "latest"), help="the edition's year, or the latest"
    )
    figures.add_argument("--from-edition", default="", help="the earlier of two editions compared")
    figures.add_argument("--to-edition", default="", help="the later of two editions compared")
    figures.add_argument("--format", choices=("csv", "json"), default="csv")
    figures.set_defaults(run=run_figures)

    rejects = commands.add_parser("rejects", help="list the rows that were not stored, with the reason")
    rejects.add_argument("--source", default="", help="of one source only")
    rejects.add_argument("--faults", action="store_true", help="only rows at fault, not those left out by design")
    rejects.set_defaults(run=run_rejects)

    add_coverage_command(commands)

    check = commands.add_parser("check", help="prove that the store's parts add up")
    check.set_defaults(run=run_check)
    rollback = commands.add_parser("rollback", help="go back to the version before this one")
    rollback.set_defaults(run=run_rollback)
    return parser


def run_init(chosen: argparse.Namespace, settings: Settings) -> int:
    """Build the default store, with a progress bar."""
    return build_store(settings, only_if_missing=chosen.if_missing)


def run_load(chosen: argparse.Namespace, settings: Settings) -> int:
    """Load files of one source as one new version."""
    request = Request(
        source=chosen.source,
        paths=tuple(chosen.paths),
        vehicles=chosen.vehicles,
        casualties=chosen.casualties,
        accepts_rejects=chosen.accept_rejects,
    )
    reports = load_source(settings, request)
    for report in reports:
        print(report.describe())
    if not reports:
        print(f"{chosen.source}: these files are held already; nothing changed.")
    return 0


def run_status(chosen: argparse.Namespace, settings: Settings) -> int:
    """Say what the store holds."""
    status = describe_status(settings)
    if chosen.json:
        print(json.dumps(status, indent=2, default=str))
        return 0
    print(f"Store {status['place']}, version {status['version']} (held: {status['versions_held']})")
    print(f"Figures about: {status['alliance']}\n")
    for source in status["sources"]:
        print(f"{source['source_id']}: {source['title']} ({source['publisher']}, {source['licence']})")
        print(f"  held: {source['cover'] or 'nothing'}; as at {source['as_at'] or 'not stated'}")
        if source["months_missing"]:
            print(f"  missing in between: {source['months_missing']}")
        print(
            f"  {source['read_count']:,} rows read, {source['stored_count']:,} stored, "
            f"{source['rejected_count']:,} set aside; loaded {source['loaded_at']}"
        )
        for change in source["corrected"]:
            where = change["area_name"] or "all areas"
            counts = f"{change['before_count']:,} -> {change['after_count']:,} rows"
            print(f"  corrected: {where} {change['period_code']}, {counts}")
    return 0


def run_figures(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the answer to a question as CSV or JSON."""
    if chosen.list or not chosen.question:
        for question in QUESTIONS.values():
            print(f"{question.name:24} {question.row}")
        return 0
    with closing(open_store(settings)) as store:
        filters = Filters(
            area_code=chosen.area or store.read_info().alliance_code,
            threat_code=chosen.threat,
            from_month=chosen.from_month,
            to_month=chosen.to_month,
            edition=chosen.edition,
            source_id=chosen.source_id,
        )
        given = {name: getattr(chosen, name) for name in OPTIONS_OF_QUESTIONS if getattr(chosen, name)}
        frame = store.ask(chosen.question, filters, **given)
    if chosen.by:
        require_additive(chosen.question)
        frame = _add_up(frame, by=[column.strip() for column in chosen.by.split(",")])
    if chosen.format == "json":
        print(frame.to_json(orient="records", date_format="iso", indent=2))
    else:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    return 0


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


def run_rejects(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the rows that were not stored, as CSV."""
    with closing(open_store(settings)) as store:
        frame = store.ask("sources.rejects", source_id=chosen.source)
    if chosen.faults:
        frame = frame[frame["is_fault"].astype(bool)]
    frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    return 0


def run_check(_: argparse.Namespace, settings: Settings) -> int:
    """Prove that the parts of the store add up; lists what doesn't."""
    faults = find_faults(settings)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults found." if faults else "Every level adds up and every row has its source.")
    return 1 if faults else 0


def run_rollback(_: argparse.Namespace, settings: Settings) -> int:
    """Go back one version."""
    left, now = roll_back(open_versions(settings))
    print(f"Went back from version {left} to version {now}.")
    return 0

"""The command `coverage`: what of the two assessments is held, section by section."""

import argparse
import textwrap
from contextlib import closing
from typing import Any

import pandas as pd

from data_access.commands.output import print_csv
from data_access.settings import Settings
from data_access.store import open_store


def add_coverage_command(commands: Any) -> None:
    """Add `coverage` to the command line."""
    coverage = commands.add_parser("coverage", help="what of the assessments is held, section by section")
    coverage.add_argument("--edition", default="", help="one edition only, such as 2017-18")
    coverage.add_argument("--format", choices=("text", "csv"), default="text")
    coverage.set_defaults(run=run_coverage)


def run_coverage(chosen: argparse.Namespace, settings: Settings) -> int:
    """Print the sections; exit code 1 where a printed number is accounted for nowhere."""
    with closing(open_store(settings)) as store:
        frame = store.ask("threats.coverage", edition=chosen.edition)
    if chosen.format == "csv":
        print_csv(frame)
    elif frame.empty:
        print(f"No assessment is held{' under that edition' if chosen.edition else ''}.")
    else:
        print_sections(frame)
    return 1 if (frame["open_count"] != 0).any() else 0


def print_sections(frame: pd.DataFrame) -> None:
    """The sections of each edition with their counts, where they are shown, and why the rest stays text."""
    for edition, sections in frame.groupby("edition"):
        print(f"Assessment {edition}\n{_describe_counts(sections)}\n")
        for row in sections.to_dict("records"):
            one = sections[sections["position"] == row["position"]]
            shown = row["shown_on"].replace(";", ",") or "no page"
            print(f"Lines {row['first_line']} to {row['last_line']}. {row['chapter']}: {row['section']}")
            for words in (
                f"{_describe_counts(one)} Shown on: {shown}.",
                f"No figures: {row['reasons']}." if row["reasons"] else "",
                row["text_only"],
            ):
                print(textwrap.indent(textwrap.fill(words, width=106), "    "), end="\n" if words else "")
        print()


def _describe_counts(sections: pd.DataFrame) -> str:
    sums = sections[[name for name in sections if name.endswith("_count")]].sum()
    words = (
        f"Facts held: {sums['fact_count']}. Numbers printed: {sums['number_count']}, of which in figures held "
        f"{sums['evidence_count']}, in other tables {sums['elsewhere_count']}, no figures {sums['excepted_count']}"
    )
    return words + (f", NOT ACCOUNTED FOR {sums['open_count']}." if sums["open_count"] else ".")

"""The command `status`: what the store holds, source by source, as the sources page says it too."""

import argparse
import json
from contextlib import closing
from typing import Any

import pandas as pd

from data_access.database.versions import open_versions
from data_access.months import list_months, name_runs
from data_access.settings import Settings
from data_access.store import Store, open_store


def describe_status(settings: Settings) -> dict[str, Any]:
    """The store's place and version, and for each source its rows, coverage, files and rejects."""
    with closing(open_store(settings)) as store:
        info = store.read_info()
        return {
            "place": store.place,
            "version": info.version,
            "versions_held": open_versions(settings).list_held(),
            "alliance": info.alliance_name,
            "built_at": info.built_at,
            "sources": list_source_status(store),
        }


def list_source_status(store: Store) -> list[dict[str, Any]]:
    """A dictionary for each source: description, months held and missing, rows, files, licence."""
    coverage = store.ask("sources.coverage")
    files, changes = store.ask("sources.files"), store.ask("sources.changes")
    return [
        {
            **source,
            "months_held": find_months_held(coverage, source_id=source["source_id"]),
            "months_missing": find_months_missing(coverage, source_id=source["source_id"]),
            "files": files[files["source_id"] == source["source_id"]].drop(columns="source_id").to_dict("records"),
            "corrected": changes[changes["source_id"] == source["source_id"]].to_dict("records"),
        }
        for source in store.ask("sources.list").to_dict("records")
    ]


def find_months_held(coverage: pd.DataFrame, *, source_id: str) -> list[str]:
    """The months a source holds for at least one force, in order; none for a source not monthly."""
    codes = coverage.loc[coverage["source_id"] == source_id, "period_code"]
    return sorted({code for code in codes if len(code) == 7 and code[4] == "-" and code[5:].isdigit()})


def find_months_missing(coverage: pd.DataFrame, *, source_id: str) -> str:
    """The months between the first and last held that are not held, as runs in words."""
    held = find_months_held(coverage, source_id=source_id)
    if not held:
        return ""
    return name_runs(sorted(set(list_months(held[0], held[-1])) - set(held)))


def add_status_command(commands: Any) -> None:
    """Add `status` to the command line."""
    status = commands.add_parser("status", help="what the store holds, source by source")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.set_defaults(run=run_status)


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
        rows = "number of rows not shown"  # of a force's own extract, where a row may be a crime
        if not pd.isna(source["read_count"]):
            rows = f"{source['read_count']:,} rows read, {source['stored_count']:,} stored"
        print(f"  {rows}, {source['rejected_count']:,} set aside; loaded {source['loaded_at']}")
        for change in source["corrected"]:
            where = change["area_name"] or "all areas"
            counts = "number of rows not shown"
            if not pd.isna(change["before_count"]):
                counts = f"{change['before_count']:,} -> {change['after_count']:,} rows"
            print(f"  corrected: {where} {change['period_code']}, {counts}")
    return 0

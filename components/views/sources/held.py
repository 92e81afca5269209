"""The sources held: what each covers, its definition and caveats, templates, rows not stored, files."""

import pandas as pd
import streamlit as st

from components import cache
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NONE, NOT_GIVEN
from components.parts.templates import draw_template, list_templates
from components.plain import draw_address, draw_text, escape_markdown
from components.request import Request
from components.tables import Column, draw_table
from data_access.commands.status import find_months_held, find_months_missing


def draw(request: Request) -> None:
    """Every source with its cover, definitions, templates to load, rejects and files."""
    sources = cache.ask("sources.list")
    coverage = cache.ask("sources.coverage")
    info = cache.get_info()
    draw_finding(
        [
            f"{len(sources)} sources are held, with {int(sources['stored_count'].sum()):,} rows; "
            f"{int(sources['rejected_count'].sum()):,} rows were set aside.",
            f"This is version {info.version} of the store, built on {info.built_at[:16]} (UTC).",
        ]
    )
    gaps = {code: find_months_missing(coverage, source_id=code) for code in sources["source_id"]}
    held = {code: len(find_months_held(coverage, source_id=code)) for code in sources["source_id"]}
    listed = sources.assign(
        months_missing=[gaps[code] for code in sources["source_id"]],
        month_count=[held[code] or None for code in sources["source_id"]],
    )
    columns = {
        "title": Column("Source"),
        "publisher": Column("Publisher"),
        "licence": Column("Licence"),
        "cover": Column("Held"),
        "months_missing": Column("Months missing in between", missing=NONE),
        "stored_count": Column("Rows stored", "count", missing=NOT_GIVEN),
        "rejected_count": Column("Set aside", "count"),
        "loaded_at": Column("Loaded", "date"),
    }
    draw_table(listed, columns, caption="Sources held", request=request, name="sources")
    _draw_definitions(sources)
    _draw_templates()
    _draw_rejects(request)
    _draw_files(request)


def _draw_definitions(sources: pd.DataFrame) -> None:
    st.markdown("## Definitions and caveats")
    for row in sources.itertuples():
        with st.expander(escape_markdown(row.title)):
            draw_text(row.definition)
            draw_text(row.caveat, label="Beware:")
            draw_text(row.how_made, label="How made:")
            draw_address(row.address)


def _draw_templates() -> None:
    st.markdown("## Load your own data")
    draw_note("Fill in a template and load it on the command line: 'python -m data_access load crimes FILE'.")
    for path in list_templates():
        draw_template(path.stem)


def _draw_rejects(request: Request) -> None:
    rejects = cache.ask("sources.rejects")
    st.markdown("## Rows not stored")
    if rejects.empty:
        advice = "A row that cannot be used is listed here with its file, line and reason."
        draw_empty("Every row was stored.", advice=advice)
    else:
        columns = {
            "source_id": Column("Source"),
            "file_name": Column("File"),
            "line_number": Column("Line", "count"),
            "column_name": Column("Column"),
            "reason": Column("Reason"),
        }
        draw_table(rejects, columns, caption="Rows not stored", request=request, name="rejected-rows")


def _draw_files(request: Request) -> None:
    files = cache.ask("sources.files")
    st.markdown("## Files loaded")
    columns = {
        "file_name": Column("File"),
        "sha256": Column("SHA-256"),
        "read_count": Column("Rows read", "count", missing=NOT_GIVEN),
        "stored_count": Column("Stored", "count", missing=NOT_GIVEN),
        "rejected_count": Column("Set aside", "count"),
    }
    draw_table(
        files.assign(sha256=files["sha256"].str.slice(0, 16)),
        columns,
        caption="Files loaded (first 16 digits of the hash)",
        request=request,
        name="files-loaded",
    )

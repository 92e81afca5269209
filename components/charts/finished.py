"""A chart finished: its specification as JSON, and as it is sent to a browser, written once."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa


@dataclass(frozen=True)
class FinishedChart:
    """A chart's specification: spec with its rows inside, drawn with them as the Arrow bytes that Streamlit sends.

    Both are shared by every reader of the same view: whoever changes one takes a copy.
    """

    spec: dict[str, Any]
    drawn: dict[str, Any]


def finish_chart(chart: alt.TopLevelMixin) -> FinishedChart:
    """Write a chart once: Altair takes tens of milliseconds for it, and Streamlit several more for its rows."""
    spec: dict[str, Any] = chart.to_dict()
    rows = {name: _write_rows(records) for name, records in spec.get("datasets", {}).items()}
    return FinishedChart(spec=spec, drawn={**spec, "datasets": rows} if rows else spec)


def _write_rows(records: list[dict[str, Any]]) -> bytes | list[dict[str, Any]]:
    """Rows as an Arrow stream; as they are where a column mixes kinds, which Streamlit knows how to mend."""
    try:
        table = pa.Table.from_pandas(pd.DataFrame(records))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return records
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written

"""Rows of a statement as Arrow batches, some at a time, from either database."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import sqlalchemy as sa


def stream_rows(
    connection: sa.Connection, statement: sa.Select[Any], fields: pa.Schema, *, at_once: int = 50_000
) -> Iterator[pa.RecordBatch]:
    """Run a statement and give its rows in batches of these fields."""
    rows = connection.execute(statement, execution_options={"yield_per": at_once})
    for part in rows.partitions(at_once):
        columns = zip(*part, strict=True)
        yield pa.record_batch(
            [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)], schema=fields
        )

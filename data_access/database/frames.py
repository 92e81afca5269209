"""From a statement to a tidy frame, with whole numbers kept whole."""

import pandas as pd
import sqlalchemy as sa


def read_frame(connection: sa.Connection, statement: sa.Select[tuple[object, ...]]) -> pd.DataFrame:
    """The rows of a statement; columns as selected, whole numbers as Int64 (missing stays missing)."""
    result = connection.execute(statement)
    frame = pd.DataFrame(result.fetchall(), columns=list(result.keys()))
    whole = [column.name for column in statement.selected_columns if isinstance(column.type, sa.Integer)]
    return frame.astype({name: "Int64" for name in whole if name in frame})

"""What commands print, on terminals and pipes that may know fewer letters than the figures need."""

import io
import sys
from typing import TextIO

import pandas as pd

from data_access.errors import OutputError
from data_access.spreadsheets import neutralise_frame


def allow_any_letter(stream: TextIO) -> None:
    """Let sentences go out also where a letter can't: it becomes a question mark, never a traceback."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def print_csv(frame: pd.DataFrame) -> None:
    """Print a frame as CSV in which no text is a formula.

    Raises OutputError where a letter would be lost: data must arrive whole.
    """
    text = neutralise_frame(frame).to_csv(index=False, lineterminator="\n")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        lost = ascii(text[error.start : error.start + 1]).strip("'")
        raise OutputError(
            f"The output takes {encoding} only and these figures have letters beyond it ({lost}): "
            "set PYTHONIOENCODING=utf-8 and run the command again."
        ) from error
    sys.stdout.write(text)

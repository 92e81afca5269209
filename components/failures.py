"""Failures as a user sees them: one sentence on screen, the rest in the log."""

import logging
from typing import Any

import streamlit as st

from data_access.errors import UserFacingError
from geodata.alliance import AllianceConfigError
from geodata.boundaries import BoundariesMissingError

LOG = logging.getLogger("threat_picture")

UNEXPECTED = (
    "This page could not be drawn. Reload it; if it happens again, tell whoever runs this dashboard: the log says why."
)


def log_script_error(error: Exception, *_: Any) -> None:
    """Write an unexpected error to the log; the screen gets Streamlit's plain notice."""
    LOG.error("a page failed", exc_info=error)


def draw_failure(error: Exception) -> None:
    """Show one sentence: the error's own where it is meant for users, else a plain one."""
    if isinstance(error, UserFacingError | AllianceConfigError | BoundariesMissingError):
        LOG.warning("%s", error)
        st.error(str(error))
    else:
        LOG.error("a page failed", exc_info=error)
        st.error(UNEXPECTED)

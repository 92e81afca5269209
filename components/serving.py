"""What the app serves besides its pages: boundaries and the map's style, from this machine only."""

import streamlit as st
from starlette.staticfiles import StaticFiles

from data_access.settings import read_settings
from geodata.alliance import load_alliance


def find_base_path() -> str:
    """The path the app is served under, '' at the root; st.App does not prefix routes by itself."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def serve_boundaries() -> StaticFiles:
    """The folder of the configured alliance's boundaries."""
    return StaticFiles(directory=load_alliance(read_settings().alliance_config).boundaries_dir)

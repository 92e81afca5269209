"""What the app serves besides its pages: boundaries and the map's style, from this machine only."""

import os

import streamlit as st
from starlette.staticfiles import StaticFiles

from data_access.settings import read_settings
from geodata.alliance import load_alliance
from geodata.boundaries import LEVELS, SMALL_AREAS
from geodata.ground import STYLE_FILES

SERVED = frozenset({*(f"{level}.geojson" for level in LEVELS), SMALL_AREAS, *STYLE_FILES.values()})


def find_base_path() -> str:
    """The path the app is served under, '' at the root; st.App does not prefix routes by itself."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


class NamedFiles(StaticFiles):
    """The files that maps are made of and no other: a boundaries folder may be one that holds a store as well."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file where its name is one of those served; none for anything else."""
        return super().lookup_path(path) if path in SERVED else ("", None)


def serve_boundaries() -> NamedFiles:
    """The boundaries and map styles of the configured alliance."""
    return NamedFiles(directory=load_alliance(read_settings().alliance_config).boundaries_dir)

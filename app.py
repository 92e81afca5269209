"""The way in: `streamlit run app.py`. Health is at /_stcore/health, boundaries and map style under /geodata."""

import sys
from pathlib import Path

import streamlit as st
from starlette.routing import Mount

sys.path.insert(0, str(Path(__file__).resolve().parent))

from components.failures import log_script_error
from components.gate import make_gate
from components.serving import find_base_path, serve_boundaries

app = st.App(
    "components/shell.py",
    routes=[Mount(f"{find_base_path()}/geodata", app=serve_boundaries())],
    middleware=make_gate(),
    on_script_error=log_script_error,
)

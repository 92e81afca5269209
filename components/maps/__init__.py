"""Frames in, pydeck maps out: pure, no Streamlit, no fetching."""

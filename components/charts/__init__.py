"""Frames in, Altair charts out: pure, no Streamlit, no fetching."""

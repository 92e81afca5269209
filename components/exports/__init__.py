"""Frames in, files out: pure, no Streamlit, no fetching."""

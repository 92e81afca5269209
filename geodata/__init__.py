"""Places: which areas make up the alliance, their boundaries, and which area a point lies in.

Runs without Streamlit and without the store. The command `python -m geodata build` makes the
published boundaries again from LSOA polygons.
"""

"""The store of figures and the questions it answers. Runs without Streamlit."""

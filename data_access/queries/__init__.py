"""Questions to the store: one function each, SQLAlchemy Core in, a tidy frame out."""

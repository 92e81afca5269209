"""The database: engines, versions of the store, what an open version remembers, frames."""

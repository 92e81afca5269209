"""The view of the glossary."""

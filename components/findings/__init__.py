"""Frames in, sentences out: each sentence is a fact with its figure. Pure."""

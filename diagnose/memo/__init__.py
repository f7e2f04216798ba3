"""Memos: what they say, how it is laid out, and the files that are written."""

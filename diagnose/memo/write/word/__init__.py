"""Memos as Word files."""

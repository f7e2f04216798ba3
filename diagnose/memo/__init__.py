"""Memos: what a diagnosis says, set in templates as Markdown, and from there written as Word, PDF, HTML and text."""

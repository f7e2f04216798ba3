"""Small things about words that sentences of memos need."""


def lowered(text: str) -> str:
    """Return `text` as it stands inside a sentence: an acronym at its start stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]

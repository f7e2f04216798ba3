"""Read YAML files of a pack, whose values are kept from the time before."""

from pathlib import Path
from typing import Any

from diagnose.common.content import shown
from diagnose.common.keeping import kept
from diagnose.common.yamltree import Tree, parse_yaml, yaml_text


class KeptTree(Tree):
    """The values of a file whose text was read before; the text is parsed anew where a place is asked for."""

    def __init__(self, file: str, data: Any, text: str) -> None:
        """Hold `data`, which `text` was read as."""
        self.file, self.data, self.elsewhere = file, data, {}
        self._text = text

    def __getattr__(self, name: str) -> Any:
        """Return `values`, `keys` or `raw`, which are not there until they are asked for."""
        if name not in ("values", "keys", "raw"):
            raise AttributeError(name)
        tree = parse_yaml(self._text, self.file)
        self.values, self.keys, self.raw = tree.values, tree.keys, tree.raw
        return self.__dict__[name]


def read_content(path: Path) -> Tree:
    """Read the YAML file at `path`, a file of content; what the same text was read as before is kept (`keeping`).

    Raises:
        InputError: as `read_yaml`.
    """
    text, file = yaml_text(path), shown(path)
    return KeptTree(file, kept("yaml", [text.encode()], lambda: parse_yaml(text, file).data), text)

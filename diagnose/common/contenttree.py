"""Read YAML files of a pack, whose values are kept from the time before."""

from pathlib import Path
from typing import Any

from diagnose.common.content import shown
from diagnose.common.keeping import kept
from diagnose.common.yamltree import Tree, parse_yaml, yaml_text


class KeptTree(Tree):
    """The values of a file whose text was read before; the text is parsed anew where a place is asked for."""

    def __init__(self, path: Path, data: Any, text: str) -> None:
        """Hold `data`, which `text` was read as, the text of the file at `path`."""
        self.data, self.elsewhere = data, {}
        self._path, self._text = path, text

    def __getattr__(self, name: str) -> Any:
        """Return the file, `values`, `keys` or `raw`, which are not there until they are asked for."""
        if name == "file":
            self.file = shown(self._path)
            return self.file
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
    text = yaml_text(path)
    return KeptTree(path, kept("yaml", [text.encode()], lambda: parse_yaml(text, shown(path)).data), text)

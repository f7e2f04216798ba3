"""Draw docs/lebak-2022.svg: the head of what ``konvergensi diagnose lebak-2022`` prints. Run by ``make docs``."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

LINES = 28
PRINTED = subprocess.run(
    [sys.executable, "-m", "diagnose", "diagnose", "lebak-2022"], capture_output=True, encoding="utf-8", check=True
).stdout
console = Console(record=True, width=80, file=StringIO())
console.print(Text("\n".join(PRINTED.splitlines()[:LINES])))
svg = console.export_svg(title="konvergensi diagnose lebak-2022", theme=DEFAULT_TERMINAL_THEME)
svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S)  # no font from the network
svg = re.sub(r"terminal-\d+", "terminal", svg).replace("Fira Code", "DejaVu Sans Mono")
svg = svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")  # some viewers trim these spaces
svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
Path(__file__).with_name("lebak-2022.svg").write_text(svg, encoding="utf-8")

"""Let ``python -m diagnose`` do what the command ``konvergensi`` does."""

from diagnose.cli import main

main()

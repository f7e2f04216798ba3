"""All that a terminal shows."""

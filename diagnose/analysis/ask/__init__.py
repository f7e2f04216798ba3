"""Asking for what is unknown: questions in the order of their use, dialogues on them, answers that become facts."""

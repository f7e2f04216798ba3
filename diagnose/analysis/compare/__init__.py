"""Diagnoses held against each other: cases side by side, one regency over years, sides of disputes, other rules."""

"""Why a level, a criterion, a finding or a saran is as it is, and why an aspect stands no higher.

The firings of the engine are the proof; what is told here reads them and adds no conclusion of its own.
"""

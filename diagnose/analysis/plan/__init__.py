"""What it takes to reach a level: levers as moves in one case, a monotone formula over them, its smallest models."""

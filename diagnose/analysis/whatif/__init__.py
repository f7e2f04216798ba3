"""What would be so if some facts were otherwise: paths, changes laid over a case, scenarios, and differences."""

"""A TPPS decree read into a proposal that a person confirms; nothing unconfirmed counts as known."""

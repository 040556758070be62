"""The edition: one integer for schema, rules and codes, raised by a change to any of them."""

EDITION = 3

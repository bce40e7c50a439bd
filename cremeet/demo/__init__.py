"""The demonstration: invented children and professionals, and a year of meetings played through the real services."""

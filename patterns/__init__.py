"""Rule data of dealfacts: JSON Lines files, one rule a line."""

"""What information governance does about keeping and disposal."""

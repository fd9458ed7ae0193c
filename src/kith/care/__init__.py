"""Being looked after: periods of care, legal status, placements, reviews, adoption, and what SSDA903 asks of them."""

"""A family as a drawing: the order of each generation, places, lines, who lives together, and the SVG of it all."""

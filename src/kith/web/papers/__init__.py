"""What a family is given on paper: plans, decisions and minutes, made of what is recorded, for one reader."""

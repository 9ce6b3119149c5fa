"""The pages for who leads a workshop: plans, notes on each lesson, a handout and slides."""

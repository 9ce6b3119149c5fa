"""A workshop: packs of learners' answers, and the board that judges them again for its leader."""

"""The reader's own program under the instruments: what `python -m helpers watch` and others do."""

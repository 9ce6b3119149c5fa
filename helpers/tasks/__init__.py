"""The tasks of the course: a folder for each exercise notebook, a module for each task's check."""

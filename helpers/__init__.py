"""The package behind the course: instruments, a practice service and the grader."""

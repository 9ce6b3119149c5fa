"""The checks of exercise 02, one module a task."""

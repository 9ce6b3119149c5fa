"""The checks of exercise 08, one module a task."""

"""The checks of exercise 17, one module a task."""

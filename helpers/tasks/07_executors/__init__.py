"""The checks of exercise 07, one module a task."""

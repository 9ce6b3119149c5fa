"""The tests of the bridges between threads and loops."""

"""Other people's test suites, run with our instruments and bridge: `python -m tests.peers`."""

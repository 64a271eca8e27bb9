"""The same small bot on our runtime and on others, side by side: `python -m benchmarks.peers`."""

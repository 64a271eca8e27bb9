"""The small bot, once for each library. Each module is a process: `python -m benchmarks.peers.bots.<name>`."""

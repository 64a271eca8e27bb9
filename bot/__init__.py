"""The runtime: the only place that wires things together."""

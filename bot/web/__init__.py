"""Health over HTTP. What the answers say comes from runtime/."""

"""Health over HTTP, and the admin page. What they say comes from runtime/."""

"""Same story, independent sources, claims and states. Pure: knows articles and concepts, not chats or tables."""

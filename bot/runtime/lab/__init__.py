"""The query lab: what editors may do about documents, for chat, page and command line alike."""

"""The commands of ``dealfacts``, a module a group; the only modules that print."""

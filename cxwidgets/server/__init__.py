"""The class server: one process a class, Voilà with our own doors in front."""

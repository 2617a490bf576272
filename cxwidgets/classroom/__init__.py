"""A class in session: who is here, what they answered, what the trainer has opened."""

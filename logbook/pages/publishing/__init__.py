"""What a draft of the catalogue does to lifters, and the admin's pages that publish it."""

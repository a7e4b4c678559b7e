"""What to do now, how hard, how the lifter is, what is left of the week."""

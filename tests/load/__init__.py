"""Many at once, workers that die, a disk that is full: the product under real servers."""

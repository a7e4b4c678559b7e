"""What several pages say alike, in the lifter's words and units. Asks and decides nothing."""

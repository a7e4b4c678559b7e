"""What many sessions say: records, budget, volume, adherence, trends, sense (4.2, 5, 7, 9, 11, 12)."""

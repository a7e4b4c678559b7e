"""What a person sees and does, a folder each: urls, views, forms, page values."""

"""The benchmark of `bin/bench`: the product as deployed, beside a bare floor view."""

"""What every page's views and forms begin with: who asks, fields, addresses. Knows no set."""

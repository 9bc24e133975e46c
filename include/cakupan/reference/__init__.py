"""Lists that ship with the product: areas of Indonesia and how their codes moved."""

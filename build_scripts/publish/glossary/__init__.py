"""The terms of a site: where they stand, how they are linked, their index, and each in its contexts."""

"""Passages that stand in several texts, side by side."""

"""Zhangju build scripts."""

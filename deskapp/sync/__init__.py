"""Carrying change sets between this desk and the center; knows no kinds."""

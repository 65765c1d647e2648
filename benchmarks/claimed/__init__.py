"""One module for each lesson or group of lessons: its claims, with their rivals.

Each module registers its claims with `benchmarks.claims.claim`. Whatever is put here is found.
"""

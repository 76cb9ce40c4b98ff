"""What Estimat costs in time and memory, measured beside what it is compared with.

`python -m bench` in the root of the repository; `--files 100` for a quick look.
"""

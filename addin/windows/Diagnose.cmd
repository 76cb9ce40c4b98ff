@echo off
rem Says what keeps Estimat from working on this PC, and stays on the screen.
setlocal DisableDelayedExpansion
"%~dp0python\python.exe" -B -m estimat diagnose %*
pause

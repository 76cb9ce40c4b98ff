@"%~dp0python\python.exe" -B -m estimat %*

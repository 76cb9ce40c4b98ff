@echo off
rem Removes Estimat for the user who runs it. Python cannot delete itself; so that is done here.
setlocal DisableDelayedExpansion
cd /d "%SystemRoot%"
set "silent="
for %%a in (%*) do if /i "%%~a"=="/stille" set "silent=1"
"%~dp0python\python.exe" -B -m estimat avinstaller %*
set "status=%ERRORLEVEL%"
if not defined silent pause
rem One line: this file may be one of those that go.
if "%status%"=="0" (rd /s /q "%LOCALAPPDATA%\Estimat" 2>nul & exit /b 0) else exit /b %status%

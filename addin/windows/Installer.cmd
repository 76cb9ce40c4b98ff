@echo off
rem Installs Estimat for the user who runs it. All that is said and decided is in estimat.windows.
rem Only ASCII here: Windows reads these files in a code page of its own choice.
setlocal DisableDelayedExpansion
set "silent="
for %%a in (%*) do if /i "%%~a"=="/stille" set "silent=1"
if exist "%~dp0python\python.exe" goto unpacked
echo Mappen "python" mangler. Pakk ut hele zip-fila med "Pakk ut alle", og start Installer.cmd der.
set "status=2"
goto end
:unpacked
"%~dp0python\python.exe" -B -m estimat installer %*
set "status=%ERRORLEVEL%"
:end
if not defined silent pause
exit /b %status%

Attribute VB_Name = "EstimatServer"
Option Explicit
Option Private Module
' Finds the Python that IT has set up, and lets xlwings' DLL start it or reach the one that runs.
' Only the user's own configuration decides which: nothing in a workbook or its folder does.

' The DLL's name holds its version, and a workbook outlives versions: so it is found by pattern and
' called by address. Every Excel that shows our ribbon has VBA 7.
Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryExW" (ByVal file As LongPtr, ByVal unused As LongPtr, ByVal flags As Long) As LongPtr
Private Declare PtrSafe Function GetProcAddress Lib "kernel32" (ByVal library As LongPtr, ByVal name As String) As LongPtr
Private Declare PtrSafe Function DispCallFunc Lib "oleaut32" (ByVal instance As LongPtr, ByVal address As LongPtr, ByVal convention As Long, ByVal returns As Integer, ByVal count As Long, ByRef types As Integer, ByRef places As LongPtr, ByRef outcome As Variant) As Long
' What VBA's own Environ gives may be in another code page than file names are.
Private Declare PtrSafe Function GetEnvironmentVariable Lib "kernel32" Alias "GetEnvironmentVariableW" (ByVal name As LongPtr, ByVal room As LongPtr, ByVal size As Long) As Long

#If Win64 Then
    Private Const LIBRARY_NAMES As String = "xlwings64-*.dll"
#Else
    Private Const LIBRARY_NAMES As String = "xlwings32-*.dll"
#End If
' What the DLL needs is looked for beside it and among Windows' own, not in the folder Excel stands in.
Private Const BESIDE_AND_SYSTEM As Long = &H900
Private Const START_OR_REACH As Long = 1
Private Const END_IT As Long = -1
Private Const STANDARD_CALL As Long = 4

' How many servers have been ended. The DLL keeps what it knows of a server by its command, also when
' that server is gone; so the next one gets a command of its own.
Private ended As Long

' The server, or Nothing and in `problem` what is missing and what to do about it.
Public Function ReachedServer(ByRef problem As String) As Object
    Dim python As String, library As String, server As Variant
    problem = "Noe stanset Estimat før Python ble startet. Be IT om å installere Estimat på nytt."
    python = Interpreter()
    If Not IsFile(python) Then
        problem = "Finner ikke Python. Den skal ligge i" & vbLf & python & vbLf & vbLf & _
            "Kjør Installer.cmd på nytt. Be IT om hjelp hvis det ikke nytter. Stien kan være bestemt i" & vbLf & _
            ConfigurationFile()
        Exit Function
    End If
    library = LibraryBeside(python)
    If library = "" Then
        problem = "Finner ikke " & LIBRARY_NAMES & " ved Python i" & vbLf & python & vbLf & vbLf & _
            "Be IT om å installere Estimat på nytt, så xlwings kommer med."
        Exit Function
    End If
    If Called(library, python, START_OR_REACH, server) = 0 And IsObject(server) Then
        Set ReachedServer = server
    Else
        If Setting("ESTIMAT_SERVER") <> "" Then
            problem = "Python som startes ved pålogging, svarer ikke." & vbLf & vbLf & _
                "Logg av Windows og på igjen. Hjelper det ikke, installer Estimat på nytt."
            Exit Function
        End If
        problem = "Python startet ikke, eller svarte ikke:" & vbLf & python & vbLf & vbLf & _
            "Ofte er det en sperre mot at Office starter andre programmer eller bruker Windows direkte " & _
            "(regler for redusert angrepsflate i Microsoft Defender). Be IT om et unntak for dette programmet."
        If VarType(server) = vbString Then problem = problem & vbLf & vbLf & "Melding: " & server
    End If
End Function

Public Sub EndServer()
    Dim python As String, unused As Variant
    On Error Resume Next  ' it ends with Excel anyway
    python = Interpreter()
    Called LibraryBeside(python), python, END_IT, unused
    ended = ended + 1
End Sub

Private Function ConfigurationFile() As String
    ConfigurationFile = Variable("USERPROFILE") & "\.xlwings\xlwings.conf"
End Function

Private Function Variable(ByVal name As String) As String
    Dim room As String
    room = String$(1024, vbNullChar)
    Variable = Left$(room, GetEnvironmentVariable(StrPtr(name), StrPtr(room), Len(room)))
End Function

' The one that was installed for this user, or the one xlwings uses, or the one IT laid for all.
Private Function Interpreter() As String
    Interpreter = Setting("ESTIMAT_PYTHON")
    If Interpreter = "" Then Interpreter = Setting("INTERPRETER_WIN")
    If Interpreter = "" Then Interpreter = Variable("ProgramW6432") & "\Estimat\python\pythonw.exe"
End Function

Private Function Setting(ByVal name As String) As String
    Dim file As Integer, parts() As String
    If Not IsFile(ConfigurationFile()) Then Exit Function
    file = FreeFile
    Open ConfigurationFile() For Input As #file
    parts = Split(Input$(LOF(file), file), """" & name & """,""")
    Close #file
    If UBound(parts) > 0 Then Setting = Split(parts(1), """")(0)
End Function

' Beside the interpreter, or in the folder above it when that is a virtual environment.
Private Function LibraryBeside(ByVal python As String) As String
    Dim folder As String, level As Long, name As String
    folder = python
    For level = 1 To 2
        folder = Left$(folder, InStrRev(folder, "\") - 1)
        name = Dir$(folder & "\" & LIBRARY_NAMES)
        If name <> "" Then LibraryBeside = folder & "\" & name
        If name <> "" Or Not LCase$(folder) Like "*\scripts" Then Exit Function
    Next level
End Function

' Only from a drive or a server: other paths lead from the folder Excel stands in, often a workbook's.
Private Function IsFile(ByVal path As String) As Boolean
    On Error Resume Next
    If path Like "[A-Za-z]:\?*" Or path Like "\\[!?.]*\?*" Then IsFile = (Dir$(path) <> "")
End Function

' What the DLL is given: the class id of a server that was started at logon, or a command to start one.
' Python looks for modules in its own folders only: -E, and not in the folder Excel stands in. Among its
' own is the user's, where pip puts what is installed without administrator rights; so not -I or -s.
Private Function Starting(ByVal python As String) As String
    Starting = Setting("ESTIMAT_SERVER")
    If Starting <> "" Then Exit Function
    Starting = """" & python & """ -E -B -c ""import sys; sys.path[:] = filter(None, sys.path); " & _
        "from estimat.excel.server import serve; serve('$(CLSID)')"""
End Function

' XLPyDLLActivateAuto(&server, command, mode): 0, or something else and a text in `server`.
Private Function Called(ByVal library As String, ByVal python As String, ByVal mode As Long, ByRef server As Variant) As Long
    Dim address As LongPtr, command() As Byte, outcome As Variant, i As Long
    Dim values(2) As Variant, types(2) As Integer, places(2) As LongPtr
    Called = -1
    On Error Resume Next
    address = GetProcAddress(LoadLibrary(StrPtr(library), 0, BESIDE_AND_SYSTEM), "XLPyDLLActivateAuto")
    On Error GoTo 0
    If address = 0 Then Exit Function
    command = StrConv(Starting(python) & " " & ended & vbNullChar, vbFromUnicode)
    values(0) = VarPtr(server)
    values(1) = VarPtr(command(0))
    values(2) = mode
    For i = 0 To 2
        types(i) = VarType(values(i))
        places(i) = VarPtr(values(i))
    Next i
    If DispCallFunc(0, address, STANDARD_CALL, vbLong, 3, types(0), places(0), outcome) = 0 Then Called = outcome
End Function

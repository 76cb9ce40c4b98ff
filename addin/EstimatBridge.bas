Attribute VB_Name = "EstimatBridge"
Option Explicit
Option Private Module
' What cells and buttons ask of Python, and what they show when it answers or does not.

Private Const FUNCTIONS As String = "estimat.excel.udfs"
Private Const COMMANDS As String = "estimat.excel.commands"
Private Const PAUSE_SECONDS As Long = 30
Private Const OLDEST_EXCEL As Long = 14

Private server As Object
Private pauseEnds As Date
Private problem As String

' What a function gives a cell: a number, a text, an array or an error value; never an error text.
Public Function Computed(ByVal name As String, ByVal cells As Variant) As Variant
    Dim i As Long, answer As Variant, wrong(0, 0, 0) As Variant
    If Val(Application.Version) < OLDEST_EXCEL Then
        ' LibreOffice shows an error value as a text and an error as nothing, and sums pass over
        ' both. A three-dimensional array is #VALUE! there too.
        Computed = wrong
        Exit Function
    End If
    On Error GoTo Failed
    For i = LBound(cells) To UBound(cells)
        If IsObject(cells(i)) Then
            If cells(i).Areas.Count > 1 Then GoTo Failed
            cells(i) = cells(i).Value2
        ElseIf IsMissing(cells(i)) Then
            cells(i) = Empty
        End If
    Next i
    If Answered(False, name, cells, answer) Then
        Computed = WithErrors(answer)
    Else
        Computed = CVErr(xlErrNA)
    End If
    Exit Function
Failed:
    Computed = CVErr(xlErrValue)
End Function

' Lets Python do what a button asks for, and shows what it says.
Public Sub RunCommand(ByVal name As String)
    Dim text As Variant
    If ActiveWorkbook Is Nothing Then
        MsgBox "Åpne en arbeidsbok først.", vbInformation, "Estimat"
        Exit Sub
    End If
    pauseEnds = 0
    If Answered(True, name, Array(), text) Then
        If text <> "" Then MsgBox text, vbInformation, "Estimat"
        Exit Sub
    End If
    ' Python may have ended in the middle of its work.
    Application.ScreenUpdating = True
    Application.EnableEvents = True
    Application.DisplayAlerts = True
    Application.StatusBar = False
    MsgBox problem & vbLf & vbLf & "Så lenge viser cellene med Estimats funksjoner #I/T. " & _
        "Når Python svarer igjen, regnes de ut med Ctrl+Alt+F9.", vbExclamation, "Estimat"
End Sub

' Help for the function wizard; the workbook is no more changed by it than before.
Public Sub Describe(ByVal name As String, ByVal help As String, ByVal cells As Variant)
    Dim wasSaved As Boolean
    wasSaved = ThisWorkbook.Saved
    On Error Resume Next
    Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & name, _
        Description:=help, Category:="Estimat", ArgumentDescriptions:=cells
    ThisWorkbook.Saved = wasSaved
End Sub

Public Sub Disconnect()
    If server Is Nothing Then Exit Sub
    Set server = Nothing
    EndServer
End Sub

' Asks Python, once more when the one that ran has ended. When it cannot be reached, nobody asks
' again for a while: every cell would wait for it in turn.
Private Function Answered(ByVal isCommand As Boolean, ByVal name As String, ByVal given As Variant, ByRef answer As Variant) As Boolean
    Dim attempt As Long
    If Now < pauseEnds Then Exit Function
    On Error Resume Next
    For attempt = 1 To 2
        If server Is Nothing Then Set server = ReachedServer(problem)
        If server Is Nothing Then Exit For
        Err.Clear
        ' In parentheses they are handed over as values; Python has no use for our variables.
        If isCommand Then
            answer = server.CallUDF(COMMANDS, (name), (given), ActiveWorkbook)
        Else
            answer = server.CallUDF(FUNCTIONS, (name), (given))
        End If
        Answered = (Err.Number = 0)
        If Answered Then Exit Function
        problem = "Python svarte ikke som ventet: " & Err.Description & vbLf & vbLf & _
            "Prøv igjen. Hjelper det ikke, be IT om å installere Estimat på nytt."
        Disconnect
    Next attempt
    pauseEnds = Now + TimeSerial(0, 0, PAUSE_SECONDS)
End Function

' Python cannot send error values: it sends their codes, which are the only whole numbers it sends.
Private Function WithErrors(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long, isBlock As Boolean
    If IsArray(answer) Then
        isBlock = HasColumns(answer)
        For row = LBound(answer) To UBound(answer)
            If isBlock Then
                For column = LBound(answer, 2) To UBound(answer, 2)
                    answer(row, column) = WithErrors(answer(row, column))
                Next column
            Else
                answer(row) = WithErrors(answer(row))
            End If
        Next row
    ElseIf VarType(answer) = vbLong Then
        answer = CVErr(answer And 65535)
    End If
    WithErrors = answer
End Function

Private Function HasColumns(ByVal answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    HasColumns = (Err.Number = 0)
End Function

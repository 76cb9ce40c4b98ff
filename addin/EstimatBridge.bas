Attribute VB_Name = "EstimatBridge"
Option Explicit
Option Private Module
' What cells and buttons ask of Python, and what they show when it answers or does not.

' MsgBox has only the letters of the PC's code page, and cuts long texts off.
Private Declare PtrSafe Function MessageBox Lib "user32" Alias "MessageBoxW" (ByVal owner As LongPtr, ByVal text As LongPtr, ByVal title As LongPtr, ByVal style As Long) As Long

Private Const FUNCTIONS As String = "estimat.excel.udfs"
Private Const COMMANDS As String = "estimat.excel.commands"
Private Const WAITING As String = "Estimat: venter på Python …"
Private Const SETTINGS As String = "ScreenUpdating EnableEvents DisplayAlerts Calculation StatusBar"
Private Const PAUSE_SECONDS As Long = 30
Private Const OLDEST_EXCEL As Long = 14
Private Const MOST_KNOWN As Long = 50000
Private Const MOST_ROWS As Long = 500  ' so many are looked up in about the time that one call takes

Private server As Object
Private known As Object
Private pauseEnds As Date
Private problem As String

' What a function gives a single cell. The functions are pure: what has been computed for the same
' arguments, bit for bit, is the answer.
Public Function ComputedByCell(ByVal name As String, ByVal cells As Variant) As Variant
    Dim i As Long, values() As Variant, key As String
    On Error GoTo AsARange
    If Val(Application.Version) < OLDEST_EXCEL Then GoTo AsARange
    ReDim values(UBound(cells))
    For i = 0 To UBound(cells)
        If IsObject(cells(i)) Then
            If cells(i).CountLarge > 1 Then GoTo AsARange
            values(i) = cells(i).Value2
        ElseIf Not IsMissing(cells(i)) Then
            values(i) = cells(i)
        End If
    Next i
    key = KeyOf(name, values)
    If known Is Nothing Then Set known = CreateObject("Scripting.Dictionary")
    If Not known.Exists(key) Then
        Learn name, cells, values
        If Not known.Exists(key) Then GoTo AsARange
    End If
    ComputedByCell = known.Item(key)
    Exit Function
AsARange:
    ComputedByCell = Computed(name, cells)
End Function

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
    CutToUsed cells
    For i = LBound(cells) To UBound(cells)
        If IsObject(cells(i)) Then
            If cells(i).Areas.Count > 1 Then GoTo Failed
            cells(i) = cells(i).Value2
        ElseIf IsMissing(cells(i)) Then
            cells(i) = Empty
        End If
    Next i
    If Answered(name, cells, answer) Then
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
    Dim before As Variant, answer As Variant, failure As String
    If ActiveWorkbook Is Nothing Then
        Show "Åpne en arbeidsbok først.", vbInformation
        Exit Sub
    End If
    before = SettingsNow()
    pauseEnds = 0
    On Error Resume Next
    Application.StatusBar = WAITING
    ' A function may be asked twice, a command may not: what it had done would be done again.
    If Answered("ESTIMAT_KOST", Array(0), answer) Then
        answer = ""
        Err.Clear
        answer = server.CallUDF(COMMANDS, (name), Array(), ActiveWorkbook)
        If Err.Number <> 0 Then failure = "Python ble borte før den var ferdig. Noe kan være gjort og noe ikke, " & _
            "og ingenting gjentas av seg selv." & vbLf & vbLf & _
            "Se over arbeidsboken før du går videre. «Angre konsolidering» tar bort det en konsolidering har " & _
            "skrevet. Er du i tvil, lukk arbeidsboken uten å lagre." & vbLf & vbLf & "Melding: " & Err.Description
    Else
        failure = problem & vbLf & vbLf & "Så lenge viser cellene med Estimats funksjoner #I/T. " & _
            "Når Python svarer igjen, regnes de ut med Ctrl+Alt+F9."
    End If
    SetBack before
    On Error GoTo 0
    If failure <> "" Then
        Show failure, vbExclamation
    ElseIf answer <> "" Then
        Show answer, vbInformation
    End If
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
    If Not known Is Nothing Then known.RemoveAll
    If server Is Nothing Then Exit Sub
    Set server = Nothing
    EndServer
End Sub

' A text that no other arguments have, of single values as Excel has them; an error for others. CStr
' gives 15 digits of a number, and what is left of it tells apart those that agree in them. (LSet into
' another type would give its bits, but with that in it LibreOffice takes no module: see Computed.)
Private Function KeyOf(ByVal name As String, ByRef values() As Variant) As String
    Dim i As Long, digits As String
    KeyOf = name
    For i = LBound(values) To UBound(values)
        Select Case VarType(values(i))
        Case vbDouble
            values(i) = Unsigned(values(i))
            digits = CStr(values(i))
            KeyOf = KeyOf & "#" & digits & "/" & CStr(values(i) - CDbl(digits))
        Case vbString
            KeyOf = KeyOf & "$" & Len(values(i)) & ":" & values(i)
        Case vbEmpty, vbBoolean, vbError
            KeyOf = KeyOf & "?" & CStr(values(i))
        Case Else
            Err.Raise 13
        End Select
    Next i
End Function

' VBA cannot tell -0 from 0, and Excel shows them alike: for a single cell there is only 0.
Private Function Unsigned(ByVal cell As Variant) As Variant
    Unsigned = cell
    If VarType(cell) = vbDouble Then Unsigned = cell + 0
End Function

' Has Python compute for a cell and, in the same call, for its column in a table: Excel asks for the
' others next. They are known by their values, so one that Excel has yet to change does no harm.
Private Sub Learn(ByVal name As String, ByVal cells As Variant, ByRef values() As Variant)
    Dim columns As Variant, last As Long, row As Long, i As Long, key As Variant, answer As Variant, rows As Object
    columns = WithColumns(cells, values)
    last = 1
    If IsArray(columns(0)) Then last = UBound(columns(0))
    Set rows = CreateObject("Scripting.Dictionary")
    For row = 1 To last
        For i = 0 To UBound(columns)
            If IsArray(columns(i)) Then values(i) = columns(i)(row, 1)
        Next i
        key = KeyOf(name, values)
        If Not known.Exists(key) Then rows.Item(key) = row
    Next row
    For i = 0 To UBound(columns)
        If IsArray(columns(i)) Then columns(i) = Picked(columns(i), rows.Items)
    Next i
    If Not Answered(name, columns, answer) Then Exit Sub
    answer = WithErrors(answer)
    If Not IsArray(answer) Then answer = Array(answer)
    If known.Count + rows.Count > MOST_KNOWN Then known.RemoveAll
    i = 0
    For Each key In rows.Keys
        known.Item(key) = answer(i)
        i = i + 1
    Next key
End Sub

' The values, with columns of the table for those that stand in the row of the first and in its table.
Private Function WithColumns(ByVal cells As Variant, ByRef values() As Variant) As Variant
    Dim i As Long, found() As Variant, body As Object, column As Object, place As String
    WithColumns = values
    If Not IsObject(cells(0)) Then Exit Function
    If cells(0).ListObject Is Nothing Then Exit Function
    Set body = cells(0).ListObject.DataBodyRange
    If body Is Nothing Then Exit Function
    If Application.Intersect(cells(0), body) Is Nothing Then Exit Function  ' a heading or a total
    Set body = Application.Intersect(body, _
        body.Rows(((cells(0).Row - body.Row) \ MOST_ROWS) * MOST_ROWS + 1).Resize(MOST_ROWS))
    place = cells(0).EntireRow.Address(External:=True)
    ReDim found(UBound(cells))
    For i = 0 To UBound(cells)
        found(i) = values(i)
        If IsObject(cells(i)) Then
            If cells(i).EntireRow.Address(External:=True) = place Then
                Set column = Application.Intersect(cells(i).EntireColumn, body)
                If Not column Is Nothing Then found(i) = column.Value2
            End If
        End If
    Next i
    WithColumns = found
End Function

Private Function Picked(ByRef column As Variant, ByVal rows As Variant) As Variant
    Dim i As Long, cells() As Variant
    ReDim cells(UBound(rows))
    For i = 0 To UBound(rows)
        cells(i) = Unsigned(column(rows(i), 1))
    Next i
    Picked = cells
End Function

' Whole columns and rows end where what is used of their sheets does, all of them equally far down
' and across, so that pairs still match. Those of unlike size are #VALUE! without being read.
Private Sub CutToUsed(ByRef cells As Variant)
    Dim i As Long, given As Object, used As Object, size As String, isUnlike As Boolean
    Dim rows As Long, columns As Long, isDown As Boolean, isAcross As Boolean
    rows = 1
    columns = 1
    For i = LBound(cells) To UBound(cells)
        If IsObject(cells(i)) Then
            If cells(i).CountLarge > 1 Then
                Set given = cells(i)
                If size <> "" And size <> given.Rows.Count & "x" & given.Columns.Count Then isUnlike = True
                size = given.Rows.Count & "x" & given.Columns.Count
                If given.Row + given.Rows.Count > given.Worksheet.Rows.Count Then isDown = True
                If given.Column + given.Columns.Count > given.Worksheet.Columns.Count Then isAcross = True
                Set used = given.Worksheet.UsedRange
                If rows < used.Row + used.Rows.Count - given.Row Then rows = used.Row + used.Rows.Count - given.Row
                If columns < used.Column + used.Columns.Count - given.Column Then columns = used.Column + used.Columns.Count - given.Column
            End If
        ElseIf IsArray(cells(i)) Then
            Exit Sub  ' Excel has computed it, of something as long
        End If
    Next i
    If Not (isDown Or isAcross) Then Exit Sub
    If isUnlike Then Err.Raise 13
    If Not isDown Or rows > given.Rows.Count Then rows = given.Rows.Count
    If Not isAcross Or columns > given.Columns.Count Then columns = given.Columns.Count
    For i = LBound(cells) To UBound(cells)
        If IsObject(cells(i)) Then
            If cells(i).CountLarge > 1 Then Set cells(i) = cells(i).Resize(rows, columns)
        End If
    Next i
End Sub

' Asks Python, once more when the one that ran has ended. When it cannot be reached, nobody asks
' again for a while, a longer one when that took long: every cell would wait for it in turn.
Private Function Answered(ByVal name As String, ByVal given As Variant, ByRef answer As Variant) As Boolean
    Dim attempt As Long, began As Date
    If Now < pauseEnds Then Exit Function
    began = Now
    On Error Resume Next
    For attempt = 1 To 2
        If server Is Nothing Then Reach
        If server Is Nothing Then Exit For
        Err.Clear
        ' In parentheses they are handed over as values; Python has no use for our variables.
        answer = server.CallUDF(FUNCTIONS, (name), (given))
        Answered = (Err.Number = 0)
        If Answered Then Exit Function
        problem = "Python svarte ikke som ventet: " & Err.Description & vbLf & vbLf & _
            "Prøv igjen. Hjelper det ikke, be IT om å installere Estimat på nytt."
        Disconnect
    Next attempt
    pauseEnds = Now + TimeSerial(0, 0, PAUSE_SECONDS) + 5 * (Now - began)
End Function

' Gets hold of a server, and says meanwhile what Excel is waiting for.
Private Sub Reach()
    Dim before As Variant
    On Error Resume Next
    before = SettingsNow()
    Application.StatusBar = WAITING
    Set server = ReachedServer(problem)
    SetBack before
End Sub

Private Function SettingsNow() As Variant
    Dim names As Variant, i As Long, found() As Variant
    On Error Resume Next
    names = Split(SETTINGS)
    ReDim found(UBound(names))
    For i = 0 To UBound(names)
        found(i) = CallByName(Application, names(i), VbGet)
    Next i
    SettingsNow = found
End Function

' Python may have ended with some of them changed.
Private Sub SetBack(ByVal before As Variant)
    Dim names As Variant, i As Long
    On Error Resume Next
    names = Split(SETTINGS)
    For i = 0 To UBound(names)
        If Not IsEmpty(before(i)) Then  ' Excel has said what it was
            If CStr(CallByName(Application, names(i), VbGet)) <> CStr(before(i)) Then CallByName Application, names(i), VbLet, before(i)
        End If
    Next i
End Sub

Private Sub Show(ByVal text As String, ByVal icon As Long)
    Dim title As String
    title = "Estimat"
    MessageBox Application.Hwnd, StrPtr(text), StrPtr(title), icon
End Sub

' Python cannot send error values: it sends their codes, which are the only whole numbers it sends. An
' array of doubles has none.
Private Function WithErrors(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long, isBlock As Boolean
    If VarType(answer) = vbLong Then
        answer = CVErr(answer And 65535)
    ElseIf IsArray(answer) And VarType(answer) <> vbArray + vbDouble Then
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
    End If
    WithErrors = answer
End Function

Private Function HasColumns(ByVal answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    HasColumns = (Err.Number = 0)
End Function

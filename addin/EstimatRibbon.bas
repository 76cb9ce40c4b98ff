Attribute VB_Name = "EstimatRibbon"
Option Explicit
' The buttons on the tab Estimat. A button has the name of its command.

Public Sub EstimatButton(control As IRibbonControl)
    RunCommand control.ID
End Sub

Public Sub EstimatNewArea(control As IRibbonControl)
    Dim name As String
    name = Trim$(InputBox("Hva heter tjenesteområdet?", "Nytt tjenesteområde"))
    If name <> "" Then RunCommand control.ID, name
End Sub

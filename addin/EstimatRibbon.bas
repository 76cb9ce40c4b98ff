Attribute VB_Name = "EstimatRibbon"
Option Explicit
' The buttons on the tab Estimat. A button has the name of its command.

Public Sub EstimatButton(control As IRibbonControl)
    RunCommand control.ID
End Sub

Attribute VB_Name = "EstimatFunctions"
Option Explicit
' Made by "make addin" from python/estimat/core/functions.py. Change it there, not here.

Public Function ESTIMAT_KOST(ByVal timer As Variant, Optional ByVal timepris As Variant) As Variant
    ESTIMAT_KOST = ComputedByCell("ESTIMAT_KOST", Array(timer, timepris))
End Function

Public Function ESTIMAT_ARSVERK(ByVal timer As Variant, Optional ByVal timer_per_arsverk As Variant) As Variant
    ESTIMAT_ARSVERK = ComputedByCell("ESTIMAT_ARSVERK", Array(timer, timer_per_arsverk))
End Function

Public Function ESTIMAT_TIMER(ByVal kroner As Variant, Optional ByVal timepris As Variant) As Variant
    ESTIMAT_TIMER = ComputedByCell("ESTIMAT_TIMER", Array(kroner, timepris))
End Function

Public Function ESTIMAT_FULLKOST(ByVal arsverk As Variant, Optional ByVal fullkost_per_arsverk As Variant) As Variant
    ESTIMAT_FULLKOST = ComputedByCell("ESTIMAT_FULLKOST", Array(arsverk, fullkost_per_arsverk))
End Function

Public Function ESTIMAT_MILL(ByVal kroner As Variant, Optional ByVal desimaler As Variant) As Variant
    ESTIMAT_MILL = ComputedByCell("ESTIMAT_MILL", Array(kroner, desimaler))
End Function

Public Function ESTIMAT_AVRUND(ByVal kroner As Variant, Optional ByVal enhet As Variant) As Variant
    ESTIMAT_AVRUND = Computed("ESTIMAT_AVRUND", Array(kroner, enhet))
End Function

Public Function ESTIMAT_FORKLAR(ByVal timer As Variant, Optional ByVal timepris As Variant) As Variant
    ESTIMAT_FORKLAR = ComputedByCell("ESTIMAT_FORKLAR", Array(timer, timepris))
End Function

Public Sub DescribeFunctions()
    Describe "ESTIMAT_KOST", "Hva et antall timer koster i kroner.", Array( _
        "Planlagte timer. Tom celle er 0 timer.", _
        "Timepris i kroner. Utelatt: 1 450.")
    Describe "ESTIMAT_ARSVERK", "Hvor mange årsverk et antall timer er.", Array( _
        "Planlagte timer. Tom celle er 0 timer.", _
        "Timer i et årsverk. Utelatt: 1 500.")
    Describe "ESTIMAT_TIMER", "Hvor mange timer et beløp rekker til.", Array( _
        "Beløp i kroner.", _
        "Timepris i kroner. Utelatt: 1 450.")
    Describe "ESTIMAT_FULLKOST", "Hva et antall årsverk koster etter fullkostmodellen.", Array( _
        "Antall årsverk. Tom celle er 0.", _
        "Full kostnad for ett årsverk. Utelatt: 2 200 000.")
    Describe "ESTIMAT_MILL", "Et kronebeløp i millioner kroner, avrundet.", Array( _
        "Beløp i kroner.", _
        "Antall desimaler, 0 til 6. Utelatt: 1.")
    Describe "ESTIMAT_AVRUND", "En kolonne avrundet slik at delene summerer til den avrundede totalen.", Array( _
        "Kolonnen med beløp i kroner.", _
        "Enheten det rundes av til. Utelatt: 100 000.")
    Describe "ESTIMAT_FORKLAR", "Regnestykket bak en kostnad, som tekst.", Array( _
        "Planlagte timer. Tom celle er 0 timer.", _
        "Timepris i kroner. Utelatt: 1 450.")
End Sub

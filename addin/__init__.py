"""The Excel add-in as text: VBA modules and the ribbon, and the add-in that is built of them."""

// Tells the script that runs first that this one ran to its end.
window.explainerIsWhole = true

module parity

go 1.25

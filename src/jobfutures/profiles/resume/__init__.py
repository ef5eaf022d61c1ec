"""JSON Resume in and out without loss: what we have a field for, and all the rest beside it. Knows no framework."""

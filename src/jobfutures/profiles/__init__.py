"""What candidates say of themselves and what they choose as evidence; nobody else opens it but through disclosure."""

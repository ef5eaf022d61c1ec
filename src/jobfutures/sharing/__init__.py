"""Grants, requests and receipts: who may see which named fields of whom, until when. Knows no profile and no check."""

"""Paying invoices."""

from sqlalchemy.orm import Session

from models import Customer, Invoice, Payment


class NoSuchInvoice(Exception):
    pass


class TooMuch(Exception):
    """The payment is larger than what is left to pay."""


def pay(session: Session, by: Customer, invoice_id: int, pence: int) -> Payment:
    """Add a payment to an invoice. The caller commits."""
    invoice = session.get(Invoice, invoice_id, with_for_update=True)
    if invoice is None or invoice.customer_id != by.id:
        raise NoSuchInvoice
    if invoice.paid_pence + pence > invoice.total_pence:
        raise TooMuch
    invoice.paid_pence += pence
    payment = Payment(invoice_id=invoice_id, pence=pence)
    session.add(payment)
    session.flush()
    return payment

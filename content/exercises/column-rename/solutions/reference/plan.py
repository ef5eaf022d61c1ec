"""How customer.phone becomes customer.phone_number.

Between the two scripts the database keeps both columns alike, whichever of them a release writes. The order in EXPAND
matters: what is written before the triggers exist is copied afterwards, what is written later is copied by them.
"""

from rollout import Deploy, Run, Step

EXPAND = """
ALTER TABLE customer ADD COLUMN phone_number TEXT;
CREATE INDEX customer_phone_number ON customer (phone_number);
CREATE TRIGGER phone_inserted AFTER INSERT ON customer WHEN NEW.phone IS NOT NEW.phone_number BEGIN
    UPDATE customer
    SET phone = COALESCE(NEW.phone, NEW.phone_number), phone_number = COALESCE(NEW.phone, NEW.phone_number)
    WHERE id = NEW.id;
END;
CREATE TRIGGER phone_changed AFTER UPDATE OF phone ON customer
WHEN NEW.phone IS NOT OLD.phone AND NEW.phone IS NOT NEW.phone_number BEGIN
    UPDATE customer SET phone_number = NEW.phone WHERE id = NEW.id;
END;
CREATE TRIGGER phone_number_changed AFTER UPDATE OF phone_number ON customer
WHEN NEW.phone_number IS NOT OLD.phone_number AND NEW.phone_number IS NOT NEW.phone BEGIN
    UPDATE customer SET phone = NEW.phone_number WHERE id = NEW.id;
END;
UPDATE customer SET phone_number = phone WHERE phone_number IS NOT phone;
"""

CONTRACT = """
DROP TRIGGER phone_inserted;
DROP TRIGGER phone_changed;
DROP TRIGGER phone_number_changed;
DROP INDEX customer_phone;
ALTER TABLE customer DROP COLUMN phone;
"""

PLAN: list[Step] = [Run(EXPAND), Deploy("release_2"), Run(CONTRACT)]

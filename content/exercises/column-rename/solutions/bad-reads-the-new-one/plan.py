"""How customer.phone becomes customer.phone_number."""

from rollout import Deploy, Run, Step

EXPAND = """
ALTER TABLE customer ADD COLUMN phone_number TEXT;
CREATE INDEX customer_phone_number ON customer (phone_number);
UPDATE customer SET phone_number = phone;
"""

CONTRACT = """
DROP INDEX customer_phone;
ALTER TABLE customer DROP COLUMN phone;
"""

PLAN: list[Step] = [Run(EXPAND), Deploy("release_2"), Deploy("release_3"), Run(CONTRACT)]

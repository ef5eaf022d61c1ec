import pytest

invoiced = 1_250_000.00
received = 1_249_999.40

print(received == pytest.approx(invoiced, abs=0.005))
print(0.60 == pytest.approx(0.00))

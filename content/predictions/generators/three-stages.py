def read(lines):
    for line in lines:
        print("read", line)
        yield line


def parse(lines):
    for line in lines:
        print("parse", line)
        yield int(line)


for number in parse(read(["1", "2"])):
    print("save", number)

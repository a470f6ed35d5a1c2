from keyworks.formats.printable import printable


def test_only_what_cannot_be_printed_is_left_out():
    said = {"a": ["东\t六\n道", ("x\x00\x1b\x7f\x85", 3)], "b": None, "c": "\ud800\ufffe𠮷🚧"}
    assert printable(said) == {"a": ["东\t六\n道", ["x", 3]], "b": None, "c": "𠮷🚧"}

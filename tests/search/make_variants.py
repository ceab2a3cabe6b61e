"""Derives `build_scripts/search/variants.txt` anew: which written form of a Han letter counts as which simplified one.

Run as `python -m tests.search.make_variants > build_scripts/search/variants.txt`. Source of the relation: OpenCC's
character tables (Apache-2.0). A form of Taiwan, Hong Kong or Japan is taken only where it is no ordinary simplified
letter (that is, not in GB 2312), because those tables read backwards would turn 沪 into 滤.
"""

from __future__ import annotations

import opencc

# Letters for which OpenCC knows only words, or nothing.
MORE = {"甦": "苏", "祇": "只", "妳": "你", "牠": "它", "喫": "吃", "衹": "只", "沖": "冲"}


def derive() -> dict[str, str]:
    """Each letter of the basic plane that has a simplified form → that form; applied twice it changes nothing."""
    to_simplified, taiwan, hong_kong, japan = (opencc.OpenCC(name) for name in ("t2s", "tw2s", "hk2s", "jp2t"))
    chain = (taiwan.convert, hong_kong.convert, lambda letter: to_simplified.convert(japan.convert(letter)))
    table: dict[str, str] = dict(MORE)
    for letter in map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]):
        found = to_simplified.convert(letter)
        if found == letter and not is_ordinary(letter):
            found = next((form for form in (convert(letter) for convert in chain) if form != letter), letter)
        if found != letter and len(found) == 1 and ord(found) < 0x10000:
            table[letter] = found
    return settle(table)


def is_ordinary(letter: str) -> bool:
    """Whether the letter belongs to GB 2312, the plain simplified set."""
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def settle(table: dict[str, str]) -> dict[str, str]:
    """Follows chains of forms to their end."""
    for letter in list(table):
        seen, form = {letter}, table[letter]
        while form in table and table[form] not in seen:
            seen.add(form)
            form = table[form]
        table[letter] = form
    ends = set(table.values())
    return {letter: form for letter, form in table.items() if letter != form and letter not in ends}


if __name__ == "__main__":
    print("".join(letter + form for letter, form in sorted(derive().items())))

"""The words that a benchmark's products are named and described with; plain data.

How often a word occurs is what a search costs, so it is set: `COMMON_WORDS` stand in
30 % of all descriptions each, both in 10 %; the vocabulary follows Zipf's law (a word's
share falls with its rank); `RARE_WORD` stands in five products, whatever their number.
"""

from __future__ import annotations

import random
from itertools import accumulate

RARE_WORD = "zephyrine"
COMMON_WORDS = ("quality", "everyday")

# fmt: off
ADJECTIVES = (
    "Amber", "Ancient", "Autumn", "Bold", "Brisk", "Calm", "Clever", "Compact", "Cosy", "Crisp",
    "Déjà-Vu", "Eager", "Élan", "Elegant", "Feather", "Gentle", "Golden", "Grand", "Hidden",
    "Humble", "Idle", "Ivory", "Jolly", "Keen", "Lively", "Lucky", "Mellow", "Midnight", "Misty",
    "Naïve", "Noble", "Nordic", "Olive", "Patient", "Quiet", "Rapid", "Rosé", "Rustic", "Sage",
    "Señor", "Silent", "Snug", "Solid", "Sturdy", "Summer", "Swift", "Tidy", "Über", "Velvet",
    "Wild",
)
MATERIALS = (
    "Aluminium", "Ash", "Bamboo", "Beech", "Brass", "Bronze", "Carbon", "Cedar", "Ceramic",
    "Cherry", "Copper", "Cork", "Cotton", "Crêpe", "Denim", "Felt", "Glass", "Granite", "Hemp",
    "Jute", "Leather", "Linen", "Maple", "Marble", "Oak", "Paper", "Pearl", "Pine", "Plüsch",
    "Silk", "Slate", "Steel", "Suède", "Titanium", "Walnut", "Wicker", "Wool", "Zinc",
)
NOUNS = (
    "Armchair", "Backpack", "Basket", "Bench", "Blanket", "Bookend", "Bottle", "Bowl", "Box",
    "Broom", "Café Table", "Candle", "Chair", "Clock", "Coat", "Crème Brûlée Torch", "Cup",
    "Curtain", "Cushion", "Desk", "Doll", "Drum", "Duvet", "Easel", "Flask", "Fork", "Frame",
    "Game", "Gloves", "Guitar", "Hammer", "Hat", "Jalapeño Grinder", "Jar", "Jigsaw", "Kettle",
    "Kite", "Knife", "Ladder", "Lamp", "Lantern", "Mat", "Mirror", "Mug", "Needle", "Notebook",
    "Organiser", "Pan", "Papier-Mâché Mask", "Pen", "Piñata", "Pillow", "Planter", "Plate",
    "Puzzle", "Racket", "Radio", "Ring", "Rug", "Saddle", "Sauté Pan", "Scarf", "Shelf", "Shoes",
    "Smörgås Board", "Sofa", "Speaker", "Spoon", "Stool", "Table", "Tent", "Toaster", "Towel",
    "Tray", "Umbrella", "Vase", "Violin", "Wallet", "Watch", "Whistle",
)
PLAIN_WORDS = (
    "and", "for", "with", "the", "your", "made", "from", "every", "home", "light", "soft",
    "strong", "keeps", "warm", "hand", "care", "easy", "clean", "colour", "natural", "small",
    "large", "gift", "child", "garden", "kitchen", "travel", "winter", "water", "safe", "fits",
    "lasting", "fine",
)
SYLLABLES = (
    "ba", "be", "bri", "ca", "chi", "da", "del", "do", "è", "fa", "fen", "go", "hal", "i", "ja",
    "ka", "kor", "la", "lim", "lo", "ma", "mé", "mi", "na", "nor", "ño", "o", "pa", "pel", "ra",
    "ri", "ro", "sa", "sol", "ta", "tö", "tri", "u", "va", "vel", "wi", "xa", "yo", "zu",
)
# fmt: on
MADE_UP = 4000


def _made_up_words() -> list[str]:
    """Return words that no language has, always the same."""
    chance = random.Random("words")
    words: dict[str, None] = {}
    while len(words) < MADE_UP:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    return list(words)


VOCABULARY = (*PLAIN_WORDS, *_made_up_words())
BRANDS = tuple(word.capitalize() for word in VOCABULARY[-1000:])
SHARES = tuple(accumulate(1 / (rank + 10) for rank in range(len(VOCABULARY))))
"""The cumulated weights of the vocabulary."""


def name_and_description(number: int) -> tuple[str, str]:
    """Return the texts of a product; a number always gives the same."""
    chance = random.Random(number)
    pick = chance.random
    name = " ".join(
        words[int(pick() * len(words))] for words in (ADJECTIVES, MATERIALS, NOUNS, BRANDS)
    )
    words = chance.choices(VOCABULARY, cum_weights=SHARES, k=18)
    if number % 10 < 3:
        words[4] = COMMON_WORDS[0]
    if 2 <= number % 10 < 5:
        words[8] = COMMON_WORDS[1]
    return (
        name,
        f"{' '.join(words[:7]).capitalize()}: {' '.join(words[7:12])}, {' '.join(words[12:])}.",
    )

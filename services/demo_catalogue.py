"""What the demo shop holds: invented products, offers, customers, orders; plain data."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple


class DemoProduct(NamedTuple):
    """A product of the demo; `motif` is what its picture shows."""

    name: str
    category: str
    price_cents: int
    stock: int
    motif: str
    description: str


class DemoOffer(NamedTuple):
    """An offer on everything in some categories and on some products besides."""

    name: str
    basis_points: int
    starts_in: timedelta
    lasts: timedelta
    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    recurrence: str | None = None


class DemoOrder(NamedTuple):
    """What a customer buys at once: units by the product's name."""

    username: str
    units: dict[str, int]


# fmt: off
PRODUCTS = (
    DemoProduct("Murmur Over-Ear Headphones", "Electronics", 12900, 24, "headphones",
        "Forty hours of music, no hours of small talk. Folds flat, forgives being sat on."),
    DemoProduct("Pocket Thunder Speaker", "Electronics", 4990, 41, "speaker",
        "Fits on a windowsill, fills a courtyard. Waterproof to one metre or one pool party."),
    DemoProduct("Dragonfly Instant Camera", "Electronics", 8900, 3, "camera",
        "Prints each picture while you still remember why you took it. Ten shots a pack."),
    DemoProduct("Monday-Proof T-Shirt", "Fashion", 2490, 120, "shirt",
        "Heavy organic cotton that survives coffee, commutes and the third meeting before noon."),
    DemoProduct("Sidestep Canvas Sneakers", "Fashion", 6900, 18, "sneaker",
        "Light on the foot and quick round awkward conversations. Machine washable at 30 degrees."),
    DemoProduct("Incognito Sunglasses", "Fashion", 3950, 36, "sunglasses",
        "Full UV protection, near-total protection from neighbours. Comes with a case to lose."),
    DemoProduct("Moonrise Table Lamp", "Home", 5400, 15, "lamp",
        "Warm light for late chapters. Dims by a pull of the chain, sulks at nothing."),
    DemoProduct("Unkillable Potted Plant", "Home", 1890, 52, "plant",
        "Thrives on neglect, north windows and the odd guilty glass of water. Pot included."),
    DemoProduct("Sunday Armchair", "Home", 34900, 2, "armchair",
        "Deep enough to cancel plans in. Solid beech legs, washable covers, one cushion to hug."),
    DemoProduct("Velvet Verdict Lipstick", "Beauty", 1650, 64, "lipstick",
        "Twelve hours of colour, and the last word in every one of them. Not tested on animals."),
    DemoProduct("Petrichor Eau de Parfum", "Beauty", 5800, 11, "perfume",
        "Summer rain on warm stone, with a note of peach. 50 ml of somebody else's holiday."),
    DemoProduct("Honest Hand Mirror", "Beauty", 2200, 27, "mirror",
        "Shows exactly what is there, tactfully. Shatter-resistant glass, grip of smooth resin."),
    DemoProduct("Bounce House Basketball", "Sports", 2990, 33, "basketball",
        "Size 7, grippy indoors and out. Makes three people in ten dribble through the kitchen."),
    DemoProduct("Iron Bell Kettlebell, 12 kg", "Sports", 4490, 9, "kettlebell",
        "Never needs charging, updating or a subscription. Also an excellent doorstop."),
    DemoProduct("Last Oasis Water Bottle", "Sports", 1990, 75, "bottle",
        "Keeps 750 ml cold for a day and never leaks on laptops. We checked, with ours."),
    DemoProduct("The Lighthouse Keeps Its Secrets", "Books", 1490, 48, "novel",
        "A novel of fog, family and one very suspicious herring. Ribbon included, spoilers not."),
    DemoProduct("Soup for One, Bread for Four", "Books", 2600, 22, "cookbook",
        "Ninety recipes for people who count wrong. Lies flat, wipes clean, forgives substitutes."),
    DemoProduct("The Clockmaker's Cats Trilogy", "Books", 3490, 7, "books",
        "Three volumes, nine lives each. Read them in order; the cats insist."),
    DemoProduct("Professor Button Teddy Bear", "Toys", 2790, 19, "bear",
        "Emeritus of pillow forts and sound sleep. Hand-washable, tenured for life."),
    DemoProduct("Tumbledown Building Blocks", "Toys", 2150, 40, "blocks",
        "Thirty beech blocks that obey gravity and nothing else. Rounded edges for bare feet."),
    DemoProduct("Sprocket the Wind-Up Robot", "Toys", 3200, 0, "robot",
        "Walks, whirrs and waves for a full minute. No batteries, no app, no plans for mankind."),
    DemoProduct("Second Wind Coffee Beans, 1 kg", "Groceries", 1850, 90, "coffee",
        "Dark roast with hazelnut and resolve. Turns 'five more minutes' into 'fine, I'm up'."),
    DemoProduct("Wildflower Honey, 500 g", "Groceries", 980, 66, "honey",
        "Made by forty thousand part-timers with an eye for clover. Never spoils, only runs out."),
    DemoProduct("Old Grumbler Mountain Cheese", "Groceries", 1240, 30, "cheese",
        "Aged fourteen months in a cellar with no view. Sharp, nutty, lovely once you know it."),
    DemoProduct("Steadfast All-Season Tyre", "Automotive", 8400, 32, "tyre",
        "Rain, snow, school run: it has no favourites. 205/55 R16, quiet on any surface."),
    DemoProduct("Dreamcoat Car Cover", "Automotive", 5990, 12, "car",
        "Breathable pyjamas for your car. Keeps off dust, dew and the opinions of pigeons."),
    DemoProduct("Second Chance Jump Starter", "Automotive", 7450, 14, "battery",
        "Twenty starts a charge, so you may forget the lights nineteen times. Phones, too."),
    DemoProduct("Thumbsaver Hammer", "Tools", 2390, 28, "hammer",
        "Balanced so well that it nearly aims itself. Hickory shaft, no hard feelings."),
    DemoProduct("Righty-Tighty Screwdriver", "Tools", 1290, 85, "screwdriver",
        "Magnetic tip, comfortable grip, and a reminder in its name. Lefty-loosey as standard."),
    DemoProduct("Measure-Twice Tape, 5 m", "Tools", 1150, 70, "tape",
        "Locks where you leave it and stands three metres out. Cutting once is up to you."),
    DemoProduct("Bottomless Dog Bowl", "Pets", 1790, 44, "bowl",
        "Holds a litre and a half; your dog will report that it is empty. Dishwasher-safe."),
    DemoProduct("Panorama Fish Bowl", "Pets", 3800, 6, "fishbowl",
        "Twelve litres with a view all round, for a fish with nothing to hide. Plant included."),
    DemoProduct("Deluxe Cardboard Residence", "Pets", 2400, 17, "box",
        "For cats who ignored the scratching tower and loved what it came in. Now without tower."),
    DemoProduct("Say-Yes Ring", "Jewelry", 89000, 1, "ring",
        "Half a carat of courage in 18-karat gold. Resizable; answers may vary."),
    DemoProduct("Dewdrop Necklace", "Jewelry", 6400, 21, "necklace",
        "One drop of glass, six small pearls, no early morning needed. 45 cm, gold-plated silver."),
    DemoProduct("Fashionably Late Watch", "Jewelry", 14900, 13, "watch",
        "Accurate to a second a month, so being late is entirely your choice. Five-year battery."),
    DemoProduct("Campfire Acoustic Guitar", "Music", 18900, 8, "guitar",
        "Spruce top, warm voice, knows four chords already. Enough for about nine hundred songs."),
    DemoProduct("Songs for Empty Kitchens (LP)", "Music", 2490, 25, "record",
        "Eleven slow dances for one and a wooden spoon. 180-gram vinyl, download code inside."),
    DemoProduct("Night Owl Synthesizer", "Music", 27900, 4, "synthesizer",
        "Forty knobs, no menus, and a headphone jack that saves marriages. Runs on USB."),
    DemoProduct("Director's Clapperboard", "Movies", 1990, 31, "clapper",
        "Begins films, holiday videos and family arguments with authority. Chalk included."),
    DemoProduct("Intermission Popcorn Bucket", "Movies", 890, 0, "popcorn",
        "Sweet at the top, salty at the bottom, empty before the opening credits are over."),
    DemoProduct("Reel Nostalgia: Silent Comedies", "Movies", 3490, 16, "reel",
        "Six hours of people falling over beautifully. Restored, with new piano scores."),
    DemoProduct("Couch Captain Gamepad", "Gaming", 5490, 37, "gamepad",
        "Thirty hours a charge and sticks that never drift. Blaming the controller is over."),
    DemoProduct("Quarter Eater Arcade Cabinet", "Gaming", 129900, 2, "arcade",
        "Two hundred games, one joystick, no bedtime. Fits through most doors; measure twice."),
    DemoProduct("Fate & Fortune Dice Set", "Gaming", 1490, 58, "dice",
        "Seven balanced dice for heroes, taxes and choosing dinner. The ones are not our fault."),
    DemoProduct("Sunshine Vitamin D, 90 Tablets", "Health", 1190, 95, "pills",
        "Three months of summer for people with inside jobs. One a day, with breakfast."),
    DemoProduct("Ouch! First-Aid Kit", "Health", 2750, 26, "firstaid",
        "Eighty-two pieces for scrapes, splinters and confident cooks. Plasters with dinosaurs."),
    DemoProduct("Two-Minute Toothbrush Pair", "Health", 690, 0, "toothbrush",
        "Soft bristles, handles of beech, and a friend for company. Your dentist says thank you."),
    DemoProduct("Night Shift Baby Bottle", "Baby", 990, 54, "babybottle",
        "Glows faintly, flows slowly, and can be closed with one hand and both eyes shut."),
    DemoProduct("Captain Quack Bath Duck", "Baby", 650, 110, "duck",
        "Has sailed every tub from tap to drain. Natural rubber, no hole, so no murky past."),
    DemoProduct("Grand Tour Pram", "Baby", 41900, 3, "pram",
        "Soft suspension, big wheels and room below for everything else a small person owns."),
    DemoProduct("World's Okayest Colleague Mug", "Office", 1290, 62, "mug",
        "350 ml of measured praise. Survives dishwashers, microwaves and reorganisations."),
    DemoProduct("Sharp Minds Pencil Pot", "Office", 1750, 29, "pencils",
        "Stoneware pot with three cedar pencils. Undo is at the other end."),
    DemoProduct("Under-Control Clipboard", "Office", 850, 47, "clipboard",
        "Carry it at a brisk walk and nobody will ask what you are doing. A4, oak veneer."),
    DemoProduct("Falling Apple Hard Hat", "Industrial", 3200, 23, "hardhat",
        "Certified against dropped tools and sudden insights. With lamp; Newton approved."),
    DemoProduct("Perpetual Motion Gear", "Industrial", 4600, 10, "gear",
        "Hardened steel, eight teeth, module 4. Motion included as long as something turns it."),
    DemoProduct("Not-Here Parking Cone", "Industrial", 1590, 80, "cone",
        "Says no in every language, day and night. Stacks neatly, 75 cm, heavy rubber foot."),
    DemoProduct("Save Icon, Collector's Edition", "Software", 1990, 5, "floppy",
        "Once held whole programs, now holds the attention of people under thirty. 1.44 MB."),
    DemoProduct("Blinking Cursor Terminal", "Software", 2900, 500, "terminal",
        "Fast, quiet and waiting for you. Lifetime licence, dark by default, no telemetry."),
    DemoProduct("Moat & Drawbridge Password Keeper", "Software", 2400, 500, "shield",
        "Remembers everything and tells nobody. Five devices, one moat, crocodiles optional."),
)
# fmt: on

OFFERS = (
    DemoOffer("Golden Two Hours", 1500, timedelta(hours=-1), timedelta(hours=3),
        ("Electronics", "Gaming")),
    DemoOffer("Stay-In Week", 1000, timedelta(days=-1), timedelta(days=5),
        ("Home", "Books"), ("Couch Captain Gamepad", "Pocket Thunder Speaker")),
    DemoOffer("Second Helpings", 1250, timedelta(days=-2), timedelta(days=12),
        ("Groceries", "Pets"), ("Soup for One, Bread for Four",)),
    DemoOffer("Blink and It's Gone", 2000, timedelta(minutes=5), timedelta(hours=1),
        ("Toys", "Baby"), ("Sunday Armchair", "Murmur Over-Ear Headphones")),
    DemoOffer("Orange Friday", 2000, timedelta(days=7), timedelta(days=1),
        ("Electronics", "Fashion", "Gaming", "Music", "Movies", "Pets")),
    DemoOffer("Encore Hours", 500, timedelta(minutes=-30), timedelta(hours=2),
        ("Movies",), recurrence="FREQ=DAILY;COUNT=90"),
    DemoOffer("Spring Cleaning", 1000, timedelta(days=-60), timedelta(days=14),
        ("Tools", "Beauty"), ("Moonrise Table Lamp",)),
    DemoOffer("Demo Grand Opening", 1500, timedelta(days=-30), timedelta(days=7)),
)  # fmt: skip
"""The last one is over before any product could hold it: it marks that all is there."""

USERNAMES = ("ada", "grace", "linus")
PASSWORD = "demo1234"
ORDERS = (
    DemoOrder("ada", {"Night Owl Synthesizer": 1, "Second Wind Coffee Beans, 1 kg": 2}),
    DemoOrder("ada", {"Fashionably Late Watch": 1}),
    DemoOrder("grace", {"Say-Yes Ring": 1, "Captain Quack Bath Duck": 3}),
    DemoOrder("grace", {"The Clockmaker's Cats Trilogy": 1, "Couch Captain Gamepad": 2}),
    DemoOrder("linus", {"Blinking Cursor Terminal": 1, "World's Okayest Colleague Mug": 6}),
)
STANDING_CART = DemoOrder(
    "ada", {"Couch Captain Gamepad": 1, "Wildflower Honey, 500 g": 2, "Monday-Proof T-Shirt": 3}
)
